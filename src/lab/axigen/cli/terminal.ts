import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandConnection } from '../../mail/command-connection.js';
import type { Reply } from './command.js';
import type { CliQuirks } from './quirks.js';

const bold = '\x1b[1m';
const hidden = '\x1b[8m';
const plain = '\x1b[0m';
/** Telnet (RFC 854, 857): IAC WILL ECHO and IAC WONT ECHO, by which a server hides what is typed. */
const echoOurs = '\xff\xfb\x01';
const echoYours = '\xff\xfc\x01';

/** How a conversation looks on the wire: CRLF lines, a prompt without line end, console codes until they are off. */
export class Terminal {
  /** Colours, and hiding of the password. */
  codes = true;
  /** Only what was asked for: no headings. */
  quiet = false;

  constructor(
    private readonly connection: CommandConnection,
    private readonly quirks: CliQuirks,
    private readonly wait: (milliseconds: number) => Promise<unknown> = sleep,
  ) {}

  /** A line without its end and without the telnet commands of a client; undefined when there will be no more. */
  async line(): Promise<string | undefined> {
    const line = await this.connection.command();
    return line?.text.replace(/\xff(?:[\xfb-\xfe][\s\S]|[\xf0-\xfa])/g, '');
  }

  /** @param prompt none when the connection is about to be closed */
  async say(lines: readonly string[], prompt = ''): Promise<void> {
    await this.pause();
    this.write(`${lines.map((line) => `${line}\r\n`).join('')}${prompt}`);
  }

  /** The beginning of a reply, as when a server dies over it. */
  async sayHalf(lines: readonly string[], prompt: string): Promise<void> {
    await this.pause();
    const text = `${lines.map((line) => `${line}\r\n`).join('')}${prompt}`;
    this.write(text.slice(0, Math.ceil(text.length / 2)));
  }

  /** Asks for a line that is not shown while it is typed; undefined when there will be none. */
  async askHidden(prompt: string): Promise<string | undefined> {
    const codes = this.codes;
    await this.say([], codes ? `${prompt}${hidden}${echoOurs}` : prompt);
    const answer = await this.line();
    if (codes) this.write(`${echoYours}${plain}\r\n`);
    return answer;
  }

  /** A reply's lines, ended by its status. */
  linesOf({ heading = [], rows = [], status = 'command successful' }: Reply): string[] {
    const shown = this.quiet ? [] : heading.map((line) => this.coloured(line));
    const trailer = shown.length > 0 ? [''] : [];
    return [...shown, ...rows, ...trailer, `+OK: ${status}`];
  }

  coloured(line: string): string {
    return this.codes && line !== '' ? `${bold}${line}${plain}` : line;
  }

  private async pause(): Promise<void> {
    if (this.quirks.replyDelay > 0) await this.wait(this.quirks.replyDelay);
  }

  private write(text: string): void {
    this.connection.sendBytes(Buffer.from(text, 'latin1'));
  }
}
