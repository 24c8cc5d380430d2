import { accessSync, constants, mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';

/** Bytes that many labs side by side may take, with room to spare. */
const enough = 6 * 2 ** 30;

/**
 * A new folder for labs: in memory where this machine has plenty, since a lab is thousands of files that
 * live for seconds; else among the temporary files. The caller removes it.
 */
export function makeQuickFolder(prefix: string): string {
  return mkdtempSync(join(memoryServes() ? memory : tmpdir(), prefix));
}

function memoryServes(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const options = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, path]) => path === memory)?.[3];
    // Programs are run in a lab, and a chroot has device files of its own.
    if (options === undefined || /\b(noexec|nodev|ro)\b/.test(options)) return false;
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > enough && freeMemory() > enough;
  } catch {
    return false;
  }
}

/** Bytes that programs may still take, as the kernel estimates it (proc(5), MemAvailable). */
function freeMemory(): number {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
