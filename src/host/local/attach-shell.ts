import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Terminal } from '../host.js';
import { inOwnModes, showCursor, terminalEnvironment } from '../running/on-terminal.js';
import type { ShellFragment } from '../shell.js';
import { targetPath } from '../target-path.js';
import { shellArguments } from './shell-arguments.js';
import { shellNotStarted } from './start-shell.js';

/**
 * Runs a fragment on the operator's own terminal: in our process group, which the terminal's Ctrl-C and Ctrl-Z are for. That
 * we live through them is seen to by whoever hands the terminal over. @throws UserError when no shell can be started.
 */
export async function attachShell(
  script: ShellFragment,
  { input, output, env }: Terminal,
): Promise<number | null> {
  const child = spawn('/bin/sh', [...shellArguments(inOwnModes(script).text)], {
    cwd: '/',
    stdio: [descriptor(input), descriptor(output), descriptor(output)],
    env: { PATH: targetPath, HOME: '/root', ...terminalEnvironment(env) },
  });
  if (child.stdin !== null) {
    // A program that does not read its input is free to.
    child.stdin.on('error', () => {});
    input.pipe(child.stdin);
  }
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) showCursor({ output, env });
    return code;
  } catch (error) {
    throw shellNotStarted(error instanceof Error ? error.message : undefined);
  } finally {
    if (child.stdin !== null) input.unpipe(child.stdin);
    input.pause();
  }
}

/** The stream's own file descriptor, so that a terminal stays a terminal; else a pipe. */
function descriptor(stream: Readable | Writable): number | 'pipe' {
  const { fd } = stream as { readonly fd?: unknown };
  return typeof fd === 'number' && fd >= 0 ? fd : 'pipe';
}
