import type { Socket } from 'node:net';
import { transferMessage } from './data-transfer.js';
import type { SessionRules } from './rules.js';
import { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';
import { type Reply, type Shown, UpstreamLink } from './upstream-link.js';

const longestCommand = 16384;

/**
 * One client and its connection to AXIGEN. Commands go through as they come, so that pipelining keeps working; only DATA
 * and AUTH wait for what was asked before them. Mail that is sent by BDAT is not looked at, and after STARTTLS the session
 * fails, unless the rules answer these commands.
 */
export class ProxySession {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #reader: SocketReader;
  readonly #upstream: UpstreamLink;
  readonly #rules: SessionRules;
  /** Recipients that AXIGEN has accepted for the mail at hand. */
  #recipients = 0;

  constructor(client: Socket, server: Socket, rules: SessionRules) {
    this.#client = client;
    this.#server = server;
    this.#rules = rules;
    this.#reader = new SocketReader(client);
    this.#upstream = new UpstreamLink(server, client);
  }

  /** Ends when both connections have. */
  async run(): Promise<void> {
    const welcomed = this.#welcome(this.#upstream.reply(this.#rules.greeting === undefined));
    const pumped = this.#upstream.pump().then(async () => {
      await welcomed;
      // AXIGEN has closed: so does the proxy, at once.
      this.#client.destroySoon();
      this.#server.destroy();
    });
    if (await welcomed) await this.#commands();
    else this.#client.destroySoon();
    this.#server.end();
    await pumped;
  }

  /** @returns false when the session is over before it began. */
  async #welcome(own: Promise<Reply | undefined>): Promise<boolean> {
    const { greeting } = this.#rules;
    if (greeting === undefined) return true;
    this.#server.setTimeout(greeting.within, () => this.#server.destroy());
    const { text, goesOn } = greeting.say((await own)?.raw.toString('latin1'));
    this.#server.setTimeout(0);
    await writeTo(this.#client, Buffer.from(text, 'latin1'));
    return goesOn;
  }

  async #commands(): Promise<void> {
    for (;;) {
      const line = await this.#reader.line(longestCommand);
      if (line === undefined) return;
      if (line === 'no-line') {
        await writeTo(this.#client, this.#rules.replies.notUnderstood);
        this.#client.destroySoon();
        return;
      }
      if (!(await this.#command(line))) return;
    }
  }

  /** @returns false when the session is over. */
  async #command(line: Buffer): Promise<boolean> {
    const text = line.toString('latin1').trim();
    const answer = this.#rules.answer?.(text);
    if (answer !== undefined) {
      await this.#upstream.settled();
      await writeTo(this.#client, answer);
      return true;
    }
    const words = text.split(/\s+/);
    switch ((words[0] ?? '').toUpperCase()) {
      case 'DATA':
        return this.#data(line);
      case 'BDAT':
        return this.#bdat(line, Number(words[1]));
      case 'AUTH':
        await this.#auth(line);
        return true;
      case 'RCPT':
        await this.#pass(line, (code) => {
          if (code === 250 || code === 251) this.#recipients += 1;
        });
        return true;
      case 'MAIL':
      case 'RSET':
      case 'HELO':
        await this.#pass(line, this.#forget);
        return true;
      case 'EHLO':
        await this.#pass(line, this.#forget, this.#rules.offer);
        return true;
      default:
        await this.#pass(line);
        return true;
    }
  }

  readonly #forget = (code: number): void => {
    if (code < 300) this.#recipients = 0;
  };

  /** Sends a command on, without waiting for its reply. */
  async #pass(line: Buffer, noted?: (code: number) => void, shown?: Shown): Promise<void> {
    void this.#upstream.reply(shown, noted);
    await this.#upstream.send(line);
  }

  /** Sends a command on. @returns the code of its reply; `undefined` when AXIGEN closed instead. */
  async #ask(line: Buffer): Promise<number | undefined> {
    const reply = this.#upstream.reply();
    await this.#upstream.send(line);
    return (await reply)?.code;
  }

  async #data(line: Buffer): Promise<boolean> {
    await this.#upstream.settled();
    if (this.#recipients === 0) {
      // AXIGEN refuses this by itself, in its own words.
      if ((await this.#ask(line)) !== 354) return true;
      this.#rules.log('error: the mail server invites data without recipients; closing');
      this.#client.destroySoon();
      return false;
    }
    this.#recipients = 0;
    const parties = { client: this.#client, reader: this.#reader, upstream: this.#upstream };
    return transferMessage(parties, this.#rules);
  }

  /** The bytes of a chunk are no commands, whatever they look like. */
  async #bdat(line: Buffer, size: number): Promise<boolean> {
    await this.#pass(line);
    for (let left = Number.isSafeInteger(size) ? size : 0; left > 0; ) {
      const chunk = await this.#reader.chunk();
      if (chunk === undefined) return false;
      const mine = chunk.subarray(0, left);
      this.#reader.unread(chunk.subarray(mine.length));
      left -= mine.length;
      await this.#upstream.send(mine);
    }
    return true;
  }

  /** What the client answers to a challenge is no command either. */
  async #auth(line: Buffer): Promise<void> {
    await this.#upstream.settled();
    let code = await this.#ask(line);
    while (code === 334) {
      const answer = await this.#reader.line(longestCommand);
      if (answer === undefined || answer === 'no-line') return;
      code = await this.#ask(answer);
    }
  }
}
