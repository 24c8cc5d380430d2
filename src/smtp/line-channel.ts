import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from './clock.js';
import { type ConversationOptions, defaultTimeoutMs, defaultTotalMs } from './connect.js';
import { DialogueError } from './dialogue-error.js';
import { LineReader } from './line-reader.js';
import { Transcript } from './transcript.js';

export interface LineChannelOptions extends ConversationOptions {
  readonly transcript?: Transcript | undefined;
  readonly maxLineBytes?: number | undefined;
}

/** Lines both ways on one connection, with its deadlines and its transcript: what SMTP and POP3 share. */
export class LineChannel {
  readonly transcript: Transcript;
  readonly #stream: Duplex;
  readonly #reader: LineReader;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #end: number;

  constructor(stream: Duplex, options: LineChannelOptions = {}) {
    this.#stream = stream;
    this.#reader = new LineReader(stream, options);
    this.transcript = options.transcript ?? new Transcript();
    this.#clock = options.clock ?? systemClock;
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    this.#end = this.#clock.now() + (options.totalMs ?? defaultTotalMs);
  }

  /** The moment by which an answer that is asked for now must be complete. */
  deadline(): number {
    return Math.min(this.#clock.now() + this.#timeoutMs, this.#end);
  }

  /**
   * Sends one line; `shown` stands for it in the transcript. That the connection is gone shows at the next
   * receive: an answer the server gave before it hung up says more than a failed write.
   * @throws RangeError for a line that holds CR, LF or NUL: it would be more than one command.
   */
  send(line: string, shown = line): void {
    if (/[\r\n\0]/.test(line)) throw new RangeError('a command cannot contain an end of line');
    this.transcript.add(this.#reader.over ? 'not-sent' : 'sent', shown);
    this.write(Buffer.from(`${line}\r\n`, 'utf8'));
  }

  write(bytes: Uint8Array): void {
    if (!this.#reader.over) this.#stream.write(bytes);
  }

  /** @throws DialogueError as LineReader.readLine does. */
  receive(deadline: number): Promise<Buffer> {
    return this.#reader.readLine(deadline - this.#clock.now());
  }

  /** Puts what broke a conversation into the transcript: what was heard of the answer, and the reason. */
  noteFailure(error: unknown): void {
    if (!(error instanceof DialogueError)) return;
    for (const line of error.heard) this.transcript.add('unexpected', line);
    this.transcript.add('problem', error.message);
  }

  waitForClose(timeoutMs: number): Promise<boolean> {
    return this.#reader.waitForClose(Math.min(timeoutMs, Math.max(0, this.#end - this.#clock.now())));
  }

  close(): void {
    this.#stream.destroy();
  }
}
