import type { RunOptions, RunResult } from '../../host.js';
import type { Listening } from '../../running/drain.js';
import { follow, notBegun } from '../../running/follow.js';
import { unstoppable } from '../../running/unstoppable.js';
import { lines, type ShellFragment } from '../../shell.js';
import type { ShellStarter } from './shells.js';

/** A packet that was lost on the way comes again after some hundreds of milliseconds. */
const overALine: Listening = { quietMs: 500, longestMs: 5000 };

/** As Host.run. The deadline counts from when the shell is there: nobody knows how long a password is looked for. */
export async function runRemote(
  shells: ShellStarter,
  script: ShellFragment,
  options: RunOptions = {},
): Promise<RunResult> {
  const { signal, shielded, stdin } = options;
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) return notBegun;
  const fragment = shielded === true ? lines(unstoppable, script) : script;
  try {
    const process = await shells.start(fragment, signal === undefined ? {} : { signal });
    try {
      // What the command does not want to read is no failure.
      process.stdin.on('error', () => {});
      process.stdin.end(stdin ?? '');
      return await follow({ ...process, listening: overALine }, options);
    } finally {
      await process.end();
    }
  } catch (error) {
    // Before it began; a command that has begun tells by its result.
    if (isAborted() && error === signal?.reason) return notBegun;
    throw error;
  }
}
