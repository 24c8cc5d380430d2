import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../src/package-root.js';

/** How a program ended and what it said. */
export interface Said {
  /** Exit status; 128 + number of the signal when a signal ended it. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output, then standard error. */
  readonly all: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** The entry of this checkout, as a user starts it. */
export const program = join(packageRoot(), 'bin', 'gateway-setup.js');

export interface Running {
  readonly said: Promise<Said>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a program of this machine without a terminal and collects what it says. */
export function run(argv: readonly string[], options?: RunOptions): Promise<Said> {
  return start(argv, options).said;
}

/** The same for a test that does something meanwhile. */
export function start(argv: readonly string[], options: RunOptions = {}): Running {
  const [command = '', ...args] = argv;
  const { env = process.env, cwd = '/', input = '' } = options;
  const child = spawn(command, args, { env, cwd, stdio: 'pipe' });
  const chunks = { out: [] as Buffer[], err: [] as Buffer[] };
  child.stdout.on('data', (chunk: Buffer) => chunks.out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.err.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    said: closed.then(([code, signal]) =>
      said(
        code ?? 128 + (signal ? constants.signals[signal] : 0),
        Buffer.concat(chunks.out),
        Buffer.concat(chunks.err),
      ),
    ),
    kill: (signal) => void child.kill(signal),
  };
}

export function said(code: number, out: Buffer, err: Buffer): Said {
  const [stdout, stderr] = [out.toString(), err.toString()];
  return { code, out: stdout, err: stderr, all: stdout + stderr };
}
