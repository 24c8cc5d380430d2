import { rmdirSync, unlinkSync } from 'node:fs';
import type { InstalledFile } from './installed-database.js';
import type { StandinTarget } from './standin-target.js';

export interface RemovalSays {
  readonly missing: (path: string) => void;
  readonly notEmpty: (path: string) => void;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** @throws Error for anything but a file that is not there. */
export function removeFile(target: StandinTarget, path: string, missing: (path: string) => void): void {
  try {
    unlinkSync(target.at(path));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    missing(path);
  }
}

/**
 * Takes a package's files away, children before parents. A directory goes only when it is empty.
 *
 * @param removeOne takes one file away, or puts it aside; the two package managers differ there.
 * @returns the directories that stay, because something else lies in them.
 */
export function removeFiles(
  target: StandinTarget,
  files: readonly InstalledFile[],
  says: RemovalSays,
  removeOne: (file: InstalledFile) => void,
): InstalledFile[] {
  const stay: InstalledFile[] = [];
  const backwards = [...files].sort((left, right) => (left.path < right.path ? 1 : -1));
  for (const file of backwards) {
    if (file.kind === 'file') {
      removeOne(file);
      continue;
    }
    try {
      rmdirSync(target.at(file.path));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') continue;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EBUSY') throw error;
      says.notEmpty(file.path);
      stay.push(file);
    }
  }
  return stay;
}
