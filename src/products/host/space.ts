import type { FreeSpace } from '../host-facts.js';

/** Lines of `df -kP FOLDER...` in the order of the folders. Pure. */
export function readSpace(folders: readonly string[], text: string): readonly FreeSpace[] {
  const rows = text.split('\n').filter((line) => /\s\d+%\s|\s-\s+\//.test(line));
  return folders.flatMap((folder, index) => {
    const free = rows[index]?.match(/\s(\d+)\s+(?:\d+%|-)\s+\/\S*$/)?.[1];
    return free === undefined ? [] : [{ folder, freeKiB: Number(free) }];
  });
}
