import type { Duplex } from 'node:stream';
import { escapeControl } from '../text/escape.js';
import { type Clock, systemClock } from './clock.js';
import { DialogueError, dialogueError } from './dialogue-error.js';

export interface LineReaderOptions {
  /** The longest line accepted, in bytes without its end; > 0. Default 4096 (RFC 5321 asks for 512). */
  readonly maxLineBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Lines from a server that may be slow, broken or hostile. Memory is bounded: reading pauses as soon as
 * more than one longest line is waiting. What arrived before a connection broke is still given out first.
 */
export class LineReader {
  readonly #stream: Duplex;
  readonly #maxLineBytes: number;
  readonly #signal: AbortSignal | undefined;
  readonly #clock: Clock;
  #buffer: Buffer = Buffer.alloc(0);
  /** Bytes at the start of the buffer that are known to hold no LF: long lines are searched only once. */
  #searched = 0;
  #failure: DialogueError | undefined;
  #discarding = false;
  #wake: (() => void) | undefined;

  constructor(stream: Duplex, options: LineReaderOptions = {}) {
    this.#stream = stream;
    this.#maxLineBytes = options.maxLineBytes ?? 4096;
    this.#signal = options.signal;
    this.#clock = options.clock ?? systemClock;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('error', (error) => this.#fail(dialogueError(error)));
    stream.on('end', () => this.#fail(new DialogueError('closed')));
    stream.on('close', () => this.#fail(new DialogueError('closed')));
    if (stream.destroyed || stream.readableEnded) this.#fail(new DialogueError('closed'));
  }

  /** Whether the connection is over, though lines that came before may still be waiting. */
  get over(): boolean {
    return this.#failure !== undefined || this.#stream.destroyed;
  }

  /**
   * The next line without its CRLF or LF. The whole line must be there within `timeoutMs`: a server that
   * sends a byte now and then does not hold us up. One read at a time.
   * @throws DialogueError timeout, closed, reset, unreachable, too-long, cancelled; `heard` has the unfinished line.
   */
  readLine(timeoutMs: number): Promise<Buffer> {
    return this.#until(timeoutMs, () => this.#nextLine());
  }

  /** Whether the server ends the connection by itself within `timeoutMs`; what it still sends is thrown away. */
  async waitForClose(timeoutMs: number): Promise<boolean> {
    this.#discarding = true;
    this.#drop();
    try {
      return await this.#until(timeoutMs, () => (this.over ? true : undefined));
    } catch (error) {
      if (error instanceof DialogueError && error.reason === 'timeout') return false;
      throw error;
    }
  }

  #take(chunk: Buffer): void {
    if (this.#discarding) return;
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    if (this.#buffer.length > this.#maxLineBytes + 2) this.#stream.pause();
    this.#wake?.();
  }

  #fail(error: DialogueError): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  #drop(): void {
    this.#buffer = Buffer.alloc(0);
    this.#searched = 0;
    this.#stream.resume();
  }

  #nextLine(): Buffer | undefined {
    const end = this.#buffer.indexOf(LF, this.#searched);
    if (end >= 0) {
      const line = this.#buffer.subarray(0, end > 0 && this.#buffer[end - 1] === CR ? end - 1 : end);
      if (line.length > this.#maxLineBytes) throw this.#tooLong();
      this.#buffer = this.#buffer.subarray(end + 1);
      this.#searched = 0;
      return line;
    }
    this.#searched = this.#buffer.length;
    // One byte more than the limit may be the CR of an end of line that is still on its way.
    if (this.#buffer.length > this.#maxLineBytes + 1) throw this.#tooLong();
    if (this.#failure !== undefined) throw this.#withRest(this.#failure);
    this.#stream.resume();
    return undefined;
  }

  #tooLong(): DialogueError {
    const error = new DialogueError('too-long', {
      message: `the server sent a line of more than ${this.#maxLineBytes} bytes`,
      heard: [this.#restOfBuffer(80)],
    });
    this.#stream.pause();
    this.#failure = error;
    return error;
  }

  #withRest(error: DialogueError): DialogueError {
    if (this.#buffer.length === 0) return error;
    return new DialogueError(error.reason, {
      message: `${error.message} in the middle of a line`,
      heard: [this.#restOfBuffer(500)],
      cause: error.cause,
    });
  }

  #restOfBuffer(limit: number): string {
    return escapeControl(this.#buffer.subarray(0, limit * 4).toString('utf8'), limit);
  }

  #until<T>(timeoutMs: number, attempt: () => T | undefined): Promise<T> {
    if (this.#wake !== undefined) throw new Error('a LineReader does one read at a time');
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        this.#wake = undefined;
        callOff();
        this.#signal?.removeEventListener('abort', check);
        settle();
      };
      const check = () => {
        try {
          if (this.#signal?.aborted) throw new DialogueError('cancelled');
          const value = attempt();
          if (value !== undefined) finish(() => resolve(value));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      const callOff = this.#clock.after(Math.max(0, timeoutMs), () =>
        finish(() => reject(this.#withRest(new DialogueError('timeout')))),
      );
      this.#wake = check;
      this.#signal?.addEventListener('abort', check, { once: true });
      check();
    });
  }
}
