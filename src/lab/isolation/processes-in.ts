import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { identifyProcess } from './process-identity.js';

/** The numbers of this machine's processes that have `root` as their root directory. */
export function processesIn(root: string): number[] {
  const wanted = realpathSync(root);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/root`) === wanted && identifyProcess(pid) !== undefined;
      } catch {
        return false;
      }
    });
}
