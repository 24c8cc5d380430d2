import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UserError } from '../../errors.js';
import { identifyProcess, type ProcessIdentity } from './process-identity.js';

/** Milliseconds that a lab may take to come up; it takes a fraction of a second. */
const deadline = 20_000;

/**
 * Starts the program that holds a lab up, detached from this process, its terminal and its pipes, and
 * waits until it says on file descriptor 3: `pid N`, then `ready`.
 * @throws UserError with what the program said, when it ends or stays silent instead.
 */
export async function startHolder(argv: readonly string[], cwd: string): Promise<ProcessIdentity> {
  const [command, ...args] = argv;
  const child = spawn(command ?? 'false', args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' },
  });
  const errors = child.stderr as Readable;
  const reports = child.stdio[3] as Readable;
  let complaint = '';
  errors.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.on('error', (error) => {
    complaint += error.message;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
  try {
    let holder: ProcessIdentity | undefined;
    for await (const line of createInterface({ input: reports })) {
      if (line.startsWith('pid ')) holder = identifyProcess(Number(line.slice(4)));
      if (line === 'ready' && holder) return holder;
    }
    if (child.exitCode === null && child.signalCode === null && child.pid) await once(child, 'exit');
    throw new UserError('the lab could not be started', {
      why: complaint.trim() || `${command} ended without a word`,
      next: 'try `--isolation chroot` as root, or another machine',
    });
  } finally {
    clearTimeout(timer);
    errors.destroy();
    reports.destroy();
    child.unref();
  }
}
