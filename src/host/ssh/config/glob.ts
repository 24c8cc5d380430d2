import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const magic = /[*?[]/;

/** The files that a pattern of glob(7) names, sorted; those that are not there, or cannot be looked for, are left out. */
export function globFiles(pattern: string): readonly string[] {
  let found: readonly string[] = ['/'];
  for (const part of pattern.split('/').filter((one) => one !== '')) {
    found = magic.test(part)
      ? found.flatMap((folder) =>
          namesIn(folder)
            .filter(fits(part))
            .map((name) => join(folder, name)),
        )
      : found.map((folder) => join(folder, part));
  }
  return found.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A hidden file is meant only by a pattern that begins with a dot. */
function fits(pattern: string): (name: string) => boolean {
  const source = pattern.replace(/\[!?[^\]]+\]|[\\^$.+()[\]{}|*?]/g, (piece) => {
    if (piece === '*') return '.*';
    if (piece === '?') return '.';
    if (piece.length > 1) return piece.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return `\\${piece}`;
  });
  const whole = new RegExp(`^${source}$`, 's');
  return (name) => whole.test(name) && (pattern.startsWith('.') || !name.startsWith('.'));
}
