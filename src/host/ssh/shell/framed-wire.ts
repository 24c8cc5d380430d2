import { Readable, Writable } from 'node:stream';
import { frameReader } from './frames.js';
import { lengthLine } from './length-line.js';
import { before } from './threshold.js';
import type { Wire } from './wire.js';

/** Small enough that one end's buffer is seldom full of it. */
const largestFrame = 32_768;
/** A shell tells of a command that was ended by signal N as 128 + N; there are 64. */
const signalBase = 128;
const signals = 64;
/** Milliseconds in which the last frames may come once the terminal's own shell has ended. */
const lastFramesMs = 2000;

/** A wire of its own over a terminal on which `framed` runs. */
export function framedWire(terminal: Wire): Wire {
  const input = new FramedInput(terminal.stdin);
  const stderr = new Readable({ read: () => {} });
  const stdout = new Readable({ read: () => void terminal.stdout.resume() });
  const over = new Set<Readable>();
  const end = (stream: Readable) => {
    if (over.has(stream)) return;
    over.add(stream);
    stream.push(null);
  };
  const give = (stream: Readable, bytes: Buffer) => over.has(stream) || stream.push(bytes);
  const exited = new Promise<number | null>((resolve, reject) => {
    const read = frameReader({
      stdout: (bytes) => {
        if (!give(stdout, bytes)) terminal.stdout.pause();
      },
      stderr: (bytes) => void give(stderr, bytes),
      end: (which) => end(which === 'stdout' ? stdout : stderr),
      status: (code) => {
        resolve(code > signalBase && code <= signalBase + signals ? null : code);
        // What carries the input waits for its end, and what carries the outputs for that.
        input.finish();
      },
    });
    const ended = new Promise<void>((over) => {
      for (const event of ['end', 'close']) terminal.stdout.once(event, over);
    });
    terminal.stdout.on('data', read);
    ended.then(() => {
      end(stdout);
      end(stderr);
    });
    // The status that the server tells is that of the shell around, and may overtake the frames.
    terminal.exited.then(async () => {
      await before(ended, lastFramesMs);
      resolve(null);
    }, reject);
  });
  exited.catch(() => {});
  return { stdin: input, stdout, stderr, exited, close: terminal.close };
}

/** Each chunk behind its length, each frame whole. */
class FramedInput extends Writable {
  #finished = false;

  constructor(private readonly terminal: Writable) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#finished) {
      done();
      return;
    }
    let goesOn = true;
    for (let from = 0; from < chunk.length; from += largestFrame) {
      const part = chunk.subarray(from, from + largestFrame);
      this.terminal.write(lengthLine(part.length));
      goesOn = this.terminal.write(part);
    }
    if (goesOn) done();
    else this.terminal.once('drain', done);
  }

  override _final(done: () => void): void {
    this.finish();
    done();
  }

  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.terminal.write(lengthLine(0));
  }
}
