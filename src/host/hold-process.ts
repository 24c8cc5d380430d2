import type { Readable, Writable } from 'node:stream';
import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';
import type { Held } from './host.js';

/** A running fragment, wherever it runs. */
export interface HoldableProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when it has ended; rejects when the line to it is gone. */
  readonly exited: Promise<number | null>;
}

/** Milliseconds until its first line must be there; a server under load may take long to start anything. */
const firstLineMs = 60_000;
/** Milliseconds that its end may take once its input is closed. */
const endMs = 5000;
/** Bytes of its first line, and of its complaints, that are kept. */
const wordsLimit = 4096;

export interface HoldOptions {
  /** Milliseconds between two beats. */
  readonly beatMs: number;
  /** Instead of the usual times. */
  readonly firstLineMs?: number;
  readonly endMs?: number;
}

/**
 * Waits for the first line of a fragment that lives as long as it is held, then gives it its beats. Who started it ends it,
 * where it does not go by itself.
 * @throws NotHeld when it ends without a line, or has none to say; LineLost.
 */
export async function holdProcess(process: HoldableProcess, options: HoldOptions): Promise<Held> {
  const patience = { firstLineMs, endMs, ...options };
  const { stdin, stdout, stderr } = process;
  // It may be gone at any beat: then there is nothing to hold, and nothing of ours may fail for it.
  stdin.on('error', () => {});
  let isOver = false;
  const over = process.exited.then(
    () => {
      isOver = true;
    },
    () => {},
  );
  const complaints = collected(stderr);
  const first = firstLine(stdout);
  const answer = await within(patience.firstLineMs, Promise.race([first, process.exited.then(() => first)]));
  if (answer === undefined) {
    stdin.end();
    throw new NotHeld((await within(patience.endMs, process.exited)) ?? null, complaints());
  }
  const beats = setInterval(() => {
    if (stdin.writable) stdin.write('\n');
  }, patience.beatMs);
  beats.unref();
  void over.finally(() => clearInterval(beats));
  return {
    answer,
    isOver: () => isOver,
    release: async () => {
      clearInterval(beats);
      stdin.end();
      await within(patience.endMs, over);
    },
  };
}

/** Undefined when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** It has ended by itself before anybody could hold it: the caller knows what its status means. */
export class NotHeld extends UserError {
  constructor(
    readonly code: number | null,
    readonly words: string,
  ) {
    super(`A command on the server did not go on: ${escapeControl(words.trim(), 500) || `status ${code}`}`, {
      exitCode: ExitCode.couldNotLook,
    });
  }
}

/** The first line, as soon as it is whole; undefined when the output ends, or grows too long, without one. */
function firstLine(output: Readable): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const done = (line: string | undefined) => {
      output.off('data', onData);
      // What else it says is not asked for, and must not stop it.
      output.resume();
      resolve(line);
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end >= 0) done(text.slice(0, end));
      else if (text.length > wordsLimit) done(undefined);
    };
    output.on('data', onData);
    output.once('end', () => done(undefined));
    output.once('close', () => done(undefined));
    output.once('error', () => done(undefined));
  });
}

function collected(output: Readable): () => string {
  let text = '';
  output.on('data', (chunk: Buffer) => {
    if (text.length < wordsLimit) text += chunk.toString('utf8');
  });
  output.on('error', () => {});
  return () => text.slice(0, wordsLimit);
}
