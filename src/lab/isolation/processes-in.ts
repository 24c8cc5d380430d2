import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { identifyProcess } from './process-identity.js';

/** The numbers of this machine's processes that have `root`, or a folder below it, as their root directory. */
export function processesIn(root: string): number[] {
  const wanted = realpathSync(root);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const own = readlinkSync(`/proc/${pid}/root`);
        return (own === wanted || own.startsWith(`${wanted}/`)) && identifyProcess(pid) !== undefined;
      } catch {
        return false;
      }
    });
}
