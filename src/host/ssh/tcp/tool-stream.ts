import { Duplex } from 'node:stream';
import { escapeControl } from '../../../text/escape.js';
import { codedError } from '../../coded-error.js';
import { drain } from '../../running/drain.js';
import type { RemoteProcess } from '../remote-shell.js';
import { restOverALine } from '../rest.js';
import { failureCode } from './failure-code.js';

/** How a program's standard streams stand for the connection that it has made. */
export interface Carriage {
  incoming(chunk: Buffer): Buffer;
  /** What was kept back until its end. */
  rest(): Buffer;
  /** @throws Error with a code, for bytes that it cannot carry. */
  outgoing(chunk: Buffer): Buffer;
  /** Whether it goes on listening once its input has ended. */
  readonly halfCloses: boolean;
}

/** The connection that a program on the target has made: behaves as a socket does, and takes the program along when it closes. */
export class ToolStream extends Duplex {
  readonly #process: RemoteProcess;
  readonly #carriage: Carriage;
  readonly #lost: AbortSignal;
  readonly #onLost = () => this.destroy(asError(this.#lost.reason));

  /** @param words what the program has complained of so far. */
  constructor(process: RemoteProcess, carriage: Carriage, words: () => string, lost: AbortSignal) {
    super({ allowHalfOpen: false });
    this.#process = process;
    this.#carriage = carriage;
    this.#lost = lost;
    // Stays: a line that drops before somebody listens to it must not end the program.
    this.on('error', () => {});
    process.stdin.on('error', () => {});
    process.stdout.on('error', () => {});
    process.stdout.on('data', (chunk: Buffer) => {
      const bytes = carriage.incoming(chunk);
      if (bytes.length > 0 && !this.push(bytes)) process.stdout.pause();
    });
    process.stdout.once('end', () => void this.#over(words));
    process.stdout.pause();
    lost.addEventListener('abort', this.#onLost, { once: true });
    if (lost.aborted) this.#onLost();
  }

  override _read(): void {
    this.#process.stdout.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      this.#process.stdin.write(this.#carriage.outgoing(chunk), () => done());
    } catch (error) {
      done(asError(error));
    }
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#carriage.halfCloses) this.#process.stdin.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#lost.removeEventListener('abort', this.#onLost);
    void this.#process.end();
    done(error);
  }

  async #over(words: () => string): Promise<void> {
    const rest = this.#carriage.rest();
    if (rest.length > 0) this.push(rest);
    try {
      const code = await this.#process.exited;
      await drain([this.#process.stderr], restOverALine);
      const cut = code === 0 ? undefined : failureCode(words());
      if (cut === undefined) this.push(null);
      else this.destroy(codedError(cut, escapeControl(words().trim(), 300)));
    } catch (error) {
      this.destroy(asError(error));
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
