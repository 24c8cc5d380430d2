import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** A client that speaks a line protocol by hand: what is sent and what came back, nothing else. */
export class Talk {
  private received = '';
  private ended = false;
  private wake: () => void = () => undefined;

  private constructor(private socket: Socket) {
    this.listen();
  }

  /** @param from the address to come from, such as 127.0.0.2 */
  static async open(port: number, from = '127.0.0.1', host = '127.0.0.1'): Promise<Talk> {
    const socket = connect({ port, host, localAddress: from });
    const talk = new Talk(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return talk;
  }

  /** Opens, and gives the greeting with the connection. */
  static async greet(port: number, from?: string, host?: string): Promise<{ talk: Talk; greeting: string }> {
    const talk = await Talk.open(port, from, host);
    return { talk, greeting: await talk.reply() };
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, 'latin1'));
  }

  /** Sends a line and gives the whole SMTP (or first POP3) reply. */
  ask(line: string): Promise<string> {
    this.send(`${line}\r\n`);
    return this.reply();
  }

  /** Each line in turn; only the reply to the last. */
  async askAll(...lines: readonly string[]): Promise<string> {
    let reply = '';
    for (const line of lines) reply = await this.ask(line);
    return reply;
  }

  /** An SMTP reply of one or more lines, or one POP3 line; lines joined by LF. Empty when the server closed. */
  async reply(): Promise<string> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.line();
      if (line === undefined) return lines.join('\n');
      lines.push(line);
      if (!/^\d{3}-/.test(line)) return lines.join('\n');
    }
  }

  /** A POP3 answer that ends with a lone dot. */
  async listing(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.line();
      if (line === undefined || line === '.') return lines;
      lines.push(line);
    }
  }

  /** All that has come since it was last asked for, once that is complete or the server has closed. */
  async until(complete: (received: string) => boolean): Promise<string> {
    while (!this.ended && !complete(this.received)) await this.more();
    const received = this.received;
    this.received = '';
    return received;
  }

  /** The server has closed its side. */
  get closed(): boolean {
    return this.ended;
  }

  /** Waits until the server closes; gives what it still said. */
  async rest(): Promise<string> {
    while (!this.ended) await this.more();
    return this.received;
  }

  async startTls(options: ConnectionOptions = {}): Promise<void> {
    this.socket.removeAllListeners('data');
    const secure = connectTls({ socket: this.socket, rejectUnauthorized: false, ...options });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve);
      secure.once('error', reject);
    });
    this.socket = secure;
    this.listen();
  }

  /** Closes our side only, as `printf ... | nc` does. */
  finish(): void {
    this.socket.end();
  }

  close(): void {
    this.socket.destroy();
  }

  private listen(): void {
    const done = () => {
      this.ended = true;
      this.wake();
    };
    this.socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('latin1');
      this.wake();
    });
    this.socket.on('end', done).on('close', done).on('error', done);
  }

  private async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.received.indexOf('\r\n');
      if (end !== -1) {
        const line = this.received.slice(0, end);
        this.received = this.received.slice(end + 2);
        return line;
      }
      if (this.ended) return undefined;
      await this.more();
    }
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
