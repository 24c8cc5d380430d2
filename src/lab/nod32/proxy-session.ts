import type { Socket } from 'node:net';
import { type DataRules, transferMessage } from './data-transfer.js';
import { notUnderstood } from './replies.js';
import { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';
import { UpstreamLink } from './upstream-link.js';

const longestCommand = 16384;

/**
 * One client and its connection to AXIGEN. Commands go through as they come, so that pipelining keeps working; only DATA
 * and AUTH wait for what was asked before them. The mail of BDAT passes by unseen, and after STARTTLS the session fails, as
 * the article says of both: the proxy goes on looking for lines in what is TLS now.
 */
export class ProxySession {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #reader: SocketReader;
  readonly #upstream: UpstreamLink;
  readonly #rules: DataRules;
  /** Recipients that AXIGEN has accepted for the mail at hand. */
  #recipients = 0;

  constructor(client: Socket, server: Socket, rules: DataRules) {
    this.#client = client;
    this.#server = server;
    this.#rules = rules;
    this.#reader = new SocketReader(client);
    this.#upstream = new UpstreamLink(server, client);
  }

  /** Ends when both connections have. */
  async run(): Promise<void> {
    void this.#upstream.reply(); // the banner
    const pumped = this.#upstream.pump().then(() => {
      // AXIGEN has closed: so does the proxy, at once.
      this.#client.destroySoon();
      this.#server.destroy();
    });
    await this.#commands();
    this.#server.end();
    await pumped;
  }

  async #commands(): Promise<void> {
    for (;;) {
      const line = await this.#reader.line(longestCommand);
      if (line === undefined) return;
      if (line === 'no-line') {
        await writeTo(this.#client, notUnderstood);
        this.#client.destroySoon();
        return;
      }
      if (!(await this.#command(line))) return;
    }
  }

  /** @returns false when the session is over. */
  async #command(line: Buffer): Promise<boolean> {
    const words = line.toString('latin1').trim().split(/\s+/);
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
      case 'EHLO':
        await this.#pass(line, (code) => {
          if (code < 300) this.#recipients = 0;
        });
        return true;
      default:
        await this.#pass(line);
        return true;
    }
  }

  /** Sends a command on, without waiting for its reply. */
  async #pass(line: Buffer, noted?: (code: number) => void): Promise<void> {
    void this.#upstream.reply(true, noted);
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
