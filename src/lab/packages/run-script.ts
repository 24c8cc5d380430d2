import { spawnSync } from 'node:child_process';
import type { StandinTarget } from './standin-target.js';

/**
 * Runs a package's script with `/bin/sh`, in the target's root folder; its output goes where ours goes.
 *
 * @returns the exit status; 0 for a package without that script, 128 and more for one ended by a signal.
 */
export function runScript(
  target: StandinTarget,
  text: string | undefined,
  name: string,
  argument: string,
): number {
  if (text === undefined) return 0;
  const result = spawnSync('/bin/sh', ['-c', text, name, argument], {
    cwd: target.at('/'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.error !== undefined) {
    target.err(`${name}: /bin/sh could not be run: ${result.error.message}\n`);
    return 127;
  }
  return result.status ?? 128;
}
