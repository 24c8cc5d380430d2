import { readFileSync } from 'node:fs';

/** False for one that has ended and is only not yet taken off the list by whoever inherited it (proc(5): state Z). */
export function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
