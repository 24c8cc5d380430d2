import type { PackageFile } from './package-spec.js';

/**
 * The files of a package in byte order of their paths, parents before children, as both formats want them.
 *
 * @throws RangeError when a path is not absolute and plain, or two files share one.
 */
export function sortedFiles(files: readonly PackageFile[]): PackageFile[] {
  const sorted = [...files].sort((left, right) =>
    Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)),
  );
  sorted.forEach((file, index) => {
    if (!/^(?:\/[^/\0]+)+$/.test(file.path) || /\/\.{1,2}(?:\/|$)/.test(file.path)) {
      throw new RangeError(`a packaged path must be absolute and plain: ${JSON.stringify(file.path)}`);
    }
    if (sorted[index + 1]?.path === file.path) throw new RangeError(`packaged twice: ${file.path}`);
  });
  return sorted;
}
