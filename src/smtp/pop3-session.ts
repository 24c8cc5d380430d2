import type { Duplex } from 'node:stream';
import type { ConversationOptions } from './connect.js';
import { DialogueError } from './dialogue-error.js';
import { unstuffLine } from './dot-stuffing.js';
import { LineChannel } from './line-channel.js';
import { MailboxError, mailboxError } from './mailbox-error.js';
import type { Transcript } from './transcript.js';

export interface Pop3Options extends ConversationOptions {
  readonly transcript?: Transcript | undefined;
}

/** The first line of an answer. `text` is as the server sent it: show only what `safe` makes of it. */
export interface Pop3Status {
  readonly ok: boolean;
  readonly text: string;
}

/** Mail bodies have lines far longer than a protocol's own. */
const maxLineBytes = 256 * 1024;

/** Commands and answers of POP3 (RFC 1939); what they mean is the mailbox's business. */
export class Pop3Session {
  readonly transcript: Transcript;
  readonly #channel: LineChannel;

  constructor(stream: Duplex, options: Pop3Options = {}) {
    this.#channel = new LineChannel(stream, { ...options, maxLineBytes });
    this.transcript = this.#channel.transcript;
  }

  greeting(): Promise<Pop3Status> {
    return this.#watched(() => this.#status());
  }

  /** @throws MailboxError; RangeError for a line that holds CR, LF or NUL. */
  command(line: string, shown = line): Promise<Pop3Status> {
    this.#channel.send(line, shown);
    return this.#watched(() => this.#status());
  }

  /** A command that must succeed. @throws MailboxError rejected, with the server's words. */
  async require(line: string): Promise<string> {
    const { ok, text } = await this.command(line);
    if (ok) return text;
    const words = this.transcript.safe(text);
    throw new MailboxError('rejected', `the mail server refused "${line}": ${words || '(no reason given)'}`);
  }

  /**
   * The lines that follow a +OK, up to the final dot: without the dots put in, each ended by CRLF.
   * @throws MailboxError too-long above `maxBytes`; the session is of no use then.
   */
  body(maxBytes: number): Promise<Buffer> {
    return this.#watched(async () => {
      const parts: Buffer[] = [];
      let size = 0;
      for (;;) {
        const line = unstuffLine(await this.#channel.receive(this.#channel.deadline()));
        if (line === undefined) break;
        size += line.length + 2;
        if (size > maxBytes) {
          throw new DialogueError('too-long', { message: `the answer is longer than ${maxBytes} bytes` });
        }
        parts.push(line, Buffer.from('\r\n'));
      }
      this.transcript.add('info', `(${size} bytes)`);
      return Buffer.concat(parts);
    });
  }

  close(): void {
    this.#channel.close();
  }

  async #status(): Promise<Pop3Status> {
    const line = (await this.#channel.receive(this.#channel.deadline())).toString('utf8');
    const match = /^(\+OK|-ERR)(?: (.*))?$/is.exec(line);
    if (match === null) {
      const heard = [this.transcript.safe(line)];
      throw new DialogueError('malformed', { message: 'the answer is not that of a POP3 server', heard });
    }
    const ok = match[1]?.startsWith('+') === true;
    this.transcript.add(ok ? 'received' : 'unexpected', line);
    return { ok, text: match[2] ?? '' };
  }

  async #watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#channel.noteFailure(error);
      throw mailboxError(error);
    }
  }
}
