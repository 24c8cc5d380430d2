import type { FreeSpace } from '../host-facts.js';

/**
 * Lines `df -kP FOLDER` of each folder in turn, each part headed by a line with the folder alone: `df` leaves
 * out a folder that is not there, so rows cannot be counted. Such a folder is left out. Pure.
 */
export function readSpace(folders: readonly string[], text: string): readonly FreeSpace[] {
  const lines = text.split('\n');
  return folders.flatMap((folder) => {
    const start = lines.indexOf(folder);
    if (start < 0) return [];
    const next = lines.findIndex((line, index) => index > start && folders.includes(line));
    const part = lines.slice(start + 1, next < 0 ? undefined : next);
    // The last columns: available, capacity (`-` on some file systems), mount point. Less than nothing is
    // available where the part that is kept for root is in use.
    const row = part.flatMap((line) => line.match(/\s(-?\d+)\s+(?:\d+%|-)\s+\/.*$/) ?? []);
    return row[1] === undefined ? [] : [{ folder, freeKiB: Math.max(0, Number(row[1])) }];
  });
}
