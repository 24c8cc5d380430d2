import { Talk } from '../talk.js';
import { CliService } from './cli-service.js';

/** A client of the command line by hand: every byte that came, up to the next prompt or the end. */
export class CliClient {
  private constructor(private readonly talk: Talk) {}

  static async open(port: number): Promise<CliClient> {
    return new CliClient(await Talk.open(port));
  }

  /** Opens, turns console codes off (and QUIET on, where asked) and logs in; at `<#> `. */
  static async login(
    port: number,
    quiet: 'on' | 'off' = 'off',
    password = CliService.password,
  ): Promise<CliClient> {
    const client = await CliClient.open(port);
    await client.reply();
    await client.askAll('SET CONSOLE-CODES off', `SET QUIET ${quiet}`, 'USER admin');
    const granted = await client.ask(password);
    if (!granted.endsWith('<#> ')) throw new Error(`not logged in: ${granted}`);
    return client;
  }

  send(text: string): void {
    this.talk.send(text);
  }

  /** Sends a line and gives the whole reply with its prompt, or what came before the end; CRLF becomes LF. */
  ask(line: string): Promise<string> {
    this.send(`${line}\r\n`);
    return this.reply();
  }

  /** Each in turn; the reply to the last. */
  async askAll(...lines: readonly string[]): Promise<string> {
    let reply = '';
    for (const line of lines) reply = await this.ask(line);
    return reply;
  }

  /** Up to a prompt that ends what has come, or to the line that asks for a file. */
  async reply(): Promise<string> {
    const received = await this.talk.until(
      (text) =>
        /(^|\n)<[A-Za-z0-9-]*#?> (\x1b\[8m\xff\xfb\x01)?$/.test(text) ||
        text.endsWith('+OK: send the file, then a line with a dot alone\r\n'),
    );
    return received.replaceAll('\r\n', '\n');
  }

  get closed(): boolean {
    return this.talk.closed;
  }

  close(): void {
    this.talk.close();
  }
}
