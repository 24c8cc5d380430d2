import type { Readable } from 'node:stream';
import { ExitCode, UserError } from '../../errors.js';
import type { ShellFragment } from '../shell.js';
import { targetPath } from '../target-path.js';
import { shellArguments } from './shell-arguments.js';

export interface RunningShell {
  /** Its process id, and that of the group and session that it leads. */
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the shell itself ends, though what it left behind may go on: its status, null after a signal. */
  readonly exited: Promise<number | null>;
  /** Settles when the outputs are closed too. */
  readonly closed: Promise<unknown>;
}

/**
 * Starts this machine's POSIX shell in a session of its own: a Ctrl-C reaches the wizard alone, which then
 * decides, and the shell can be ended with everything that it started.
 * @throws UserError when that cannot be done.
 */
export async function startShell(
  script: ShellFragment,
  stdin: Uint8Array | undefined,
): Promise<RunningShell> {
  const { execa } = await import('execa');
  const child = execa('/bin/sh', shellArguments(script.text), {
    // The folder that we were started in may be gone, or on a disk that somebody wants to unmount.
    cwd: '/',
    detached: true,
    cleanup: false,
    ...(stdin === undefined ? { stdin: 'ignore' as const } : { input: stdin }),
    stdout: 'pipe',
    stderr: 'pipe',
    encoding: 'buffer',
    buffer: false,
    reject: false,
    // A daemon started by a command inherits its environment, so nothing of ours goes in: no secrets above all.
    extendEnv: false,
    env: { PATH: targetPath, HOME: '/root', LC_ALL: 'C' },
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  if (child.pid === undefined) throw shellNotStarted((await child).originalMessage);
  return { pid: child.pid, stdout: child.stdout, stderr: child.stderr, exited, closed: child };
}

export function shellNotStarted(reason: string | undefined): UserError {
  return new UserError(`This server's shell could not be started: ${reason ?? 'no reason was given'}`, {
    why: 'Everything that is looked at or changed goes through /bin/sh.',
    next: 'Check that /bin/sh works and that the server has memory and processes to spare, then run again.',
    exitCode: ExitCode.couldNotLook,
  });
}
