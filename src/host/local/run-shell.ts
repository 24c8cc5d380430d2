import type { Readable } from 'node:stream';
import type { RunOptions, RunResult } from '../host.js';
import { lines, type ShellFragment, sh } from '../shell.js';
import { drain } from './drain.js';
import { lineSplitter } from './line-splitter.js';
import { OutputBuffer } from './output-buffer.js';
import { bindToThisProcess, endGroup } from './process-group.js';
import { startShell } from './start-shell.js';

const defaultTimeoutMs = 60_000;
/** A survey of a large server is a few megabytes; more is a fault, and must not fill the memory. */
const maxOutputBytes = 64 * 1024 * 1024;

/**
 * If we are killed, nobody reads what a shielded command prints: that must not end it in mid-change. A trap,
 * not SIG_IGN: the daemons that it starts must find the signal as usual.
 */
const unstoppable = sh`trap : PIPE`;

type Reason = 'timed out' | 'cancelled' | 'too much output';

/** Ends a command once, for the first reason that comes up. */
class Stop {
  reason: Reason | undefined;
  /** Settles when what was begun is over. */
  done: Promise<void> | undefined;

  constructor(private readonly leader: number) {}

  now(reason: Reason): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.done = endGroup(this.leader);
  }
}

/** @throws UserError when no shell can be started. */
export async function runShell(script: ShellFragment, options: RunOptions = {}): Promise<RunResult> {
  const { signal } = options;
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) return notBegun;
  const shielded = options.shielded === true;
  const child = await startShell(shielded ? lines(unstoppable, script) : script, options.stdin);
  const unbind = shielded ? undefined : bindToThisProcess(child.pid);

  const stop = new Stop(child.pid);
  const splitter = options.onLine === undefined ? undefined : lineSplitter(options.onLine);
  const gather = (stream: Readable, each?: (chunk: Buffer) => void) => {
    const buffer = new OutputBuffer(maxOutputBytes);
    stream.on('data', (chunk: Buffer) => {
      if (!buffer.add(chunk)) stop.now('too much output');
      each?.(chunk);
    });
    return buffer;
  };
  const stdout = gather(child.stdout, splitter?.write);
  const stderr = gather(child.stderr);
  const timer = setTimeout(() => stop.now('timed out'), options.timeoutMs ?? defaultTimeoutMs);
  const onAbort = () => stop.now('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (isAborted()) onAbort();

  const code = await child.exited;
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
  await drain([child.stdout, child.stderr]);
  await Promise.all([stop.done, child.closed]);
  unbind?.();
  splitter?.end();
  return {
    code: stop.reason === undefined ? code : null,
    stdout: stdout.bytes(),
    stderr: stop.reason === 'too much output' ? tooMuch : stderr.bytes(),
    timedOut: stop.reason === 'timed out',
    cancelled: stop.reason === 'cancelled',
  };
}

const tooMuch = Buffer.from(`it was ended: it printed more than ${maxOutputBytes / 1024 / 1024} MiB\n`);

const notBegun: RunResult = {
  code: null,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  timedOut: false,
  cancelled: true,
};
