import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

/** Is there such a process, other than one that only waits to be reaped? */
export function lives(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

export const pidIn = (file: string) => Number(readFileSync(file, 'latin1'));

export const until = <T>(condition: () => T) => vi.waitFor(condition, { timeout: 20_000, interval: 10 });
