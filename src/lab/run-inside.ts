import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { labEnvironment } from './environment.js';
import { followStops } from './follow-stops.js';
import { enterArgv, type RunningLab } from './isolation/holder.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface RunInput {
  /** Beside the clean environment of the lab: TERM, NO_COLOR and GATEWAY_SETUP_* are passed, the rest is not. */
  readonly env?: Environment;
  /** Bytes for standard input; none means an empty, closed input. */
  readonly input?: Uint8Array | string;
}

export interface InsideResult {
  /** Exit status; 128 + number of the signal when a signal ended the command, as in a shell. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

async function exitCode(child: ChildProcess): Promise<number> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** Runs a command in the lab and collects what it says. */
export async function collectInside(
  lab: RunningLab,
  argv: readonly string[],
  { env = {}, input = '' }: RunInput = {},
): Promise<InsideResult> {
  const [command = '', ...args] = enterArgv(lab, argv);
  const child = spawn(command, args, { env: labEnvironment(env), stdio: 'pipe' });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A command that does not read its input is free to.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return { code: await exitCode(child), stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
}

export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
}

/** DECTCEM set (ECMA-48 private mode 25). */
const showCursor = '\u001b[?25h';

/** The stream's own file descriptor, so that a terminal stays a terminal; else a pipe. */
function descriptor(stream: Readable | Writable): number | 'pipe' {
  const { fd } = stream as { fd?: unknown };
  return typeof fd === 'number' && fd >= 0 ? fd : 'pipe';
}

/** Runs a command in the lab on the operator's own terminal or pipes, and gives its exit status. */
export async function attachInside(
  lab: RunningLab,
  argv: readonly string[],
  streams: Streams,
): Promise<number> {
  const [command = '', ...args] = enterArgv(lab, argv);
  const { stdin, stdout, stderr, env } = streams;
  const child = spawn(command, args, {
    env: labEnvironment(env),
    stdio: [descriptor(stdin), descriptor(stdout), descriptor(stderr)],
  });
  if (child.stdin) {
    child.stdin.on('error', () => {});
    stdin.pipe(child.stdin);
  }
  child.stdout?.pipe(stdout, { end: false });
  child.stderr?.pipe(stderr, { end: false });
  const letGo = passSignals(child);
  const unfollow = stdin.isTTY ? followStops(() => commandsOf(child.pid)) : () => {};
  try {
    const code = await exitCode(child);
    // Killed, it could not show the cursor again; after a Ctrl-C (130) it did. The rest of the terminal Node
    // puts in order when we end.
    if (code > 128 && code !== 130 && stderr.isTTY && (env.TERM ?? 'dumb') !== 'dumb')
      stderr.write(showCursor);
    return code;
  } finally {
    unfollow();
    letGo();
    if (child.stdin) stdin.unpipe(child.stdin);
  }
}

/**
 * Ctrl-C reaches the command by the terminal; it decides, and we wait for it. Signals sent to us alone
 * are handed on to the command itself.
 */
function passSignals(child: ChildProcess): () => void {
  const ignore = () => {};
  const handOn = (signal: NodeJS.Signals) => {
    for (const pid of commandsOf(child.pid)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended in the meantime.
      }
    }
  };
  const handlers = { SIGINT: ignore, SIGQUIT: ignore, SIGTERM: handOn, SIGHUP: handOn } as const;
  const signals = Object.entries(handlers) as [NodeJS.Signals, (signal: NodeJS.Signals) => void][];
  for (const [signal, handler] of signals) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of signals) process.off(signal, handler);
  };
}

/** What the wrapper in the lab has started; the wrapper itself in the moment before that. */
function commandsOf(pid: number | undefined): readonly number[] {
  if (pid === undefined) return [];
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return children === '' ? [pid] : children.split(' ').map(Number);
  } catch {
    return [];
  }
}
