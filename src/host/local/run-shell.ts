import type { RunOptions, RunResult } from '../host.js';
import { follow, notBegun } from '../running/follow.js';
import { unstoppable } from '../running/unstoppable.js';
import { lines, type ShellFragment } from '../shell.js';
import { bindToThisProcess, endGroup } from './process-group.js';
import { startShell } from './start-shell.js';

/** @throws UserError when no shell can be started. */
export async function runShell(script: ShellFragment, options: RunOptions = {}): Promise<RunResult> {
  if (options.signal?.aborted === true) return notBegun;
  const shielded = options.shielded === true;
  const child = await startShell(shielded ? lines(unstoppable, script) : script, options.stdin);
  const unbind = shielded ? undefined : bindToThisProcess(child.pid);
  const { stdout, stderr, exited } = child;
  const result = await follow({ stdout, stderr, exited, end: () => endGroup(child.pid) }, options);
  await child.closed;
  unbind?.();
  return result;
}
