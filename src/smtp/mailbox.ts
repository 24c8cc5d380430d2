import type { Duplex } from 'node:stream';
import { MailboxError } from './mailbox-error.js';
import { type Credentials, logIn } from './mailbox-login.js';
import { type Pop3Options, Pop3Session } from './pop3-session.js';

export interface MailboxOptions extends Pop3Options, Credentials {
  /** The most bytes of one message that are read; larger ones are `too-long`. Default 1 MiB. */
  readonly maxMessageBytes?: number | undefined;
}

export interface MessageSize {
  /** The message's number in this session, from 1. */
  readonly number: number;
  readonly bytes: number;
}

/** A list of more bytes than this belongs to a mailbox of some hundred thousand messages. */
const maxListBytes = 4 * 1024 * 1024;

/**
 * Logs in on a fresh connection; the stream is closed when that fails.
 * @throws MailboxError; RangeError for CR, LF or NUL in user or password.
 */
export async function openMailbox(stream: Duplex, options: MailboxOptions): Promise<Mailbox> {
  const session = new Pop3Session(stream, options);
  // Already here: a server that heard it in an earlier session may say it in its greeting.
  session.transcript.hide(options.password);
  try {
    const greeting = await session.greeting();
    if (!greeting.ok) {
      throw new MailboxError(
        'rejected',
        `the POP3 server turned us away: ${session.transcript.safe(greeting.text)}`,
      );
    }
    const { apopRefused } = await logIn(session, greeting.text, options);
    return new Mailbox(session, apopRefused, options.maxMessageBytes ?? 1024 * 1024);
  } catch (error) {
    session.close();
    throw error;
  }
}

/** A mailbox as it was when the session began: what arrives later shows only in the next session. */
export class Mailbox {
  /** This server refused APOP with a password that is right. */
  readonly apopRefused: boolean;
  readonly #session: Pop3Session;
  readonly #maxMessageBytes: number;
  #topMissing = false;

  constructor(session: Pop3Session, apopRefused: boolean, maxMessageBytes: number) {
    this.#session = session;
    this.apopRefused = apopRefused;
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** How many messages there are. @throws MailboxError. */
  async count(): Promise<number> {
    const text = await this.#session.require('STAT');
    const match = /^\s*([0-9]{1,9})\b/.exec(text);
    if (match === null) throw this.#malformed('STAT', text);
    return Number(match[1]);
  }

  /** Number and size of every message, in the server's order, oldest first as a rule. @throws MailboxError. */
  async sizes(): Promise<MessageSize[]> {
    await this.#session.require('LIST');
    const list = (await this.#session.body(maxListBytes)).toString('latin1');
    const lines = list.split('\r\n').slice(0, -1);
    return lines.map((line) => {
      const match = /^([0-9]{1,9})[ \t]+([0-9]{1,15})\b/.exec(line);
      if (match === null) throw this.#malformed('LIST', line);
      return { number: Number(match[1]), bytes: Number(match[2]) };
    });
  }

  /**
   * The header of message `number` and the first `lines` lines of its body; the whole message where the server
   * lacks TOP (it is optional). @throws MailboxError.
   */
  async top(number: number, lines: number): Promise<Buffer> {
    if (!this.#topMissing) {
      const { ok } = await this.#session.command(`TOP ${number} ${lines}`);
      if (ok) return this.#session.body(this.#maxMessageBytes);
    }
    const whole = await this.retr(number);
    // Only now is it clear that TOP is what the server lacks, and not the message.
    this.#topMissing = true;
    return whole;
  }

  /** The whole message, with CRLF ends of line. @throws MailboxError; after too-long the session is over. */
  async retr(number: number): Promise<Buffer> {
    await this.#session.require(`RETR ${number}`);
    return this.#session.body(this.#maxMessageBytes);
  }

  /** Marks a message for removal; it goes when `quit` succeeds, and stays when the session breaks. @throws MailboxError. */
  async dele(number: number): Promise<void> {
    await this.#session.require(`DELE ${number}`);
  }

  /** Ends the session, which carries out removals. @throws MailboxError when the server did not confirm. */
  async quit(): Promise<void> {
    try {
      await this.#session.require('QUIT');
    } finally {
      this.close();
    }
  }

  /** Cuts the connection: nothing is removed. */
  close(): void {
    this.#session.close();
  }

  #malformed(command: string, text: string): MailboxError {
    const words = this.#session.transcript.safe(text);
    return new MailboxError('malformed', `the answer to ${command} makes no sense: ${words}`);
  }
}
