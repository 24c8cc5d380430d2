import { lines, type ShellFragment, sh } from '../../host/shell.js';
import type { JournaledChange } from '../run/standing-changes.js';
import { libraryPart } from '../target-library.js';

export interface FileChanges {
  readonly path: string;
  /** Of the changes of it, in the order in which they were made. */
  readonly numbers: readonly number[];
}

export interface InstalledPackage {
  readonly number: number;
  readonly manager: string;
  readonly name: string;
}

/** The packages that are removed when these changes are taken back. Pure. */
export function packagesOf(changes: readonly JournaledChange[]): readonly InstalledPackage[] {
  return changes.flatMap(({ number, manager, package: name }) =>
    manager === undefined || name === undefined ? [] : [{ number, manager, name }],
  );
}

/**
 * For each of the files that came with one of the packages and was changed afterwards, a line with its place among them and the name of
 * the package: with that it goes. Pure.
 */
export function goesWithScript(
  files: readonly FileChanges[],
  packages: readonly InstalledPackage[],
): ShellFragment {
  const looks = files.flatMap(({ path, numbers: [first = 0] }, index) =>
    packages
      .filter(({ number }) => number < first)
      .map(
        ({ manager, name }) => sh`
if files_of_package ${manager} ${name} 2> /dev/null | grep -F -x -e ${path} > /dev/null; then
  printf '%s %s\n' ${index} ${name}
fi`,
      ),
  );
  return lines(libraryPart('package-rest'), ...looks);
}
