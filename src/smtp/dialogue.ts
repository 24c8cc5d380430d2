import type { Duplex } from 'node:stream';
import { escapeControl } from '../text/escape.js';
import type { ConversationOptions } from './connect.js';
import { DialogueError } from './dialogue-error.js';
import { dotStuff } from './dot-stuffing.js';
import { LineChannel } from './line-channel.js';
import { parseReply, type Reply } from './reply.js';
import type { Transcript } from './transcript.js';

export interface DialogueOptions extends ConversationOptions {
  readonly transcript?: Transcript | undefined;
}

export interface CommandOptions {
  /** What the transcript shows instead of the line, where that holds a secret. */
  readonly show?: string;
  /** Which codes are hoped for; others stand out in the transcript. Default: below 400. */
  readonly expect?: (code: number) => boolean;
}

const fine = (code: number) => code < 400;
const shownMessageLines = 40;

/**
 * One SMTP conversation as the client. Nothing is judged here: a 550 is an answer like any other.
 * Reply texts are safe for a terminal. Every call that waits can throw DialogueError; after that only
 * `close` makes sense.
 */
export class SmtpDialogue {
  readonly #channel: LineChannel;
  #lostConnection = false;

  constructor(stream: Duplex, options: DialogueOptions = {}) {
    this.#channel = new LineChannel(stream, options);
  }

  get transcript(): Transcript {
    return this.#channel.transcript;
  }

  /** Whether the connection ended from the other side. */
  get lostConnection(): boolean {
    return this.#lostConnection;
  }

  greeting(expect: (code: number) => boolean = fine): Promise<Reply> {
    return this.#reply(expect);
  }

  /** @throws RangeError for a line that holds CR, LF or NUL; DialogueError. */
  command(line: string, options: CommandOptions = {}): Promise<Reply> {
    this.#channel.send(line, options.show ?? line);
    return this.#reply(options.expect ?? fine);
  }

  /** Sends a message after the server said 354, with its final dot. @throws DialogueError. */
  data(message: Uint8Array): Promise<Reply> {
    const wire = dotStuff(message);
    this.#show(wire);
    this.#channel.write(wire);
    return this.#reply(fine);
  }

  /**
   * Takes leave and closes. Undefined when no answer came. Never fails, not even when cancelled: what was found
   * out before stays true (above all that a message was taken).
   */
  async quit(): Promise<Reply | undefined> {
    try {
      return await this.command('QUIT');
    } catch (error) {
      if (error instanceof DialogueError) return undefined;
      throw error;
    } finally {
      this.close();
    }
  }

  /** Whether the server closes by itself within `timeoutMs`. Nothing can be said afterwards. */
  waitForClose(timeoutMs: number): Promise<boolean> {
    return this.#channel.waitForClose(timeoutMs);
  }

  close(): void {
    this.#channel.close();
  }

  async #reply(expect: (code: number) => boolean): Promise<Reply> {
    const deadline = this.#channel.deadline();
    const lines: string[] = [];
    try {
      for (;;) {
        lines.push(await this.#line(deadline, lines));
        const reply = parseReply(lines);
        if (reply === undefined) continue;
        const mark = expect(reply.code) ? 'received' : 'unexpected';
        for (const line of lines) this.#channel.transcript.add(mark, line);
        return reply;
      }
    } catch (error) {
      this.#channel.noteFailure(error);
      if (error instanceof DialogueError && (error.reason === 'closed' || error.reason === 'reset')) {
        this.#lostConnection = true;
      }
      throw error;
    }
  }

  async #line(deadline: number, before: readonly string[]): Promise<string> {
    try {
      return escapeControl((await this.#channel.receive(deadline)).toString('utf8'));
    } catch (error) {
      if (!(error instanceof DialogueError)) throw error;
      const { reason, message, cause } = error;
      throw new DialogueError(reason, { message, cause, heard: [...before, ...error.heard] });
    }
  }

  #show(wire: Buffer): void {
    const lines = wire.toString('utf8').split('\r\n').slice(0, -2);
    for (const line of lines.slice(0, shownMessageLines)) this.transcript.add('sent', line);
    const more = lines.length - shownMessageLines;
    if (more > 0) this.transcript.add('info', `(${more} more lines of the message)`);
    this.transcript.add('sent', '.');
  }
}
