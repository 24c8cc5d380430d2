import { Duplex } from 'node:stream';
import { PromptLines } from './prompt-lines.js';

/** A connection to AXIGEN's command line on which every prompt is a line of its own, and nothing is meant for a terminal. */
export class PromptStream extends Duplex {
  readonly #inner: Duplex;

  constructor(inner: Duplex) {
    super();
    this.#inner = inner;
    const lines = new PromptLines();
    inner.on('data', (chunk: Buffer) => {
      const text = lines.push(chunk);
      if (text.length > 0 && !this.push(text)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('error', (error) => this.destroy(error));
    inner.on('close', () => this.push(null));
    if (inner.destroyed || inner.readableEnded) this.push(null);
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#inner.write(chunk, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
