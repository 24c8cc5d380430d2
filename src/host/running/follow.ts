import type { Readable } from 'node:stream';
import type { RunOptions, RunResult } from '../host.js';
import { drain, type Listening } from './drain.js';
import { lineSplitter } from './line-splitter.js';
import { OutputBuffer } from './output-buffer.js';

const defaultTimeoutMs = 60_000;
/** A survey of a large server is a few megabytes; more is a fault, and must not fill the memory. */
const maxOutputBytes = 64 * 1024 * 1024;

/** A shell that runs, here or on a target. */
export interface Followed {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the shell itself has ended: its status, null after a signal. */
  readonly exited: Promise<number | null>;
  /** Ends it with what it started. */
  end(): Promise<void>;
  /** Default: what a shell on this machine needs. */
  readonly listening?: Listening;
}

type Reason = 'timed out' | 'cancelled' | 'too much output';

/** Ends a command once, for the first reason that comes up. */
class Stop {
  reason: Reason | undefined;
  /** Settles when what was begun is over. */
  done: Promise<void> | undefined;

  constructor(private readonly followed: Followed) {}

  now(reason: Reason): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.done = this.followed.end();
  }
}

/** Gathers what a shell prints until it ends, or ends it at its deadline, when cancelled, or when it prints without end. */
export async function follow(
  followed: Followed,
  { signal, timeoutMs = defaultTimeoutMs, onLine }: RunOptions,
): Promise<RunResult> {
  const stop = new Stop(followed);
  const splitter = onLine === undefined ? undefined : lineSplitter(onLine);
  const gather = (stream: Readable, each?: (chunk: Buffer) => void) => {
    const buffer = new OutputBuffer(maxOutputBytes);
    stream.on('data', (chunk: Buffer) => {
      if (buffer.add(chunk)) each?.(chunk);
      else stop.now('too much output');
    });
    return buffer;
  };
  const stdout = gather(followed.stdout, splitter?.write);
  const stderr = gather(followed.stderr);
  const timer = setTimeout(() => stop.now('timed out'), timeoutMs);
  const onAbort = () => stop.now('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  let code: number | null;
  try {
    code = await followed.exited;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  await drain([followed.stdout, followed.stderr], followed.listening);
  await stop.done;
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

/** Of a command that was cancelled before it began. */
export const notBegun: RunResult = {
  code: null,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  timedOut: false,
  cancelled: true,
};
