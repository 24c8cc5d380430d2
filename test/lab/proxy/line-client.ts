import { connect, type Socket } from 'node:net';

/** A client of the test: sends what it is told and waits for text to arrive. */
export class LineClient {
  readonly socket: Socket;
  /** Everything that has arrived. */
  text = '';
  closed = false;
  #wake: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.text += text;
      this.#changed();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
      this.#changed();
    });
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, 'latin1'));
  }

  /** Waits for a text after what was waited for before; fails when the connection closes without it. */
  async until(wanted: string | RegExp): Promise<string> {
    for (;;) {
      const match = typeof wanted === 'string' ? this.text.indexOf(wanted) : this.text.search(wanted);
      if (match >= 0) {
        const seen = this.text;
        this.text = '';
        return seen;
      }
      if (this.closed) throw new Error(`closed without ${wanted}; there was ${JSON.stringify(this.text)}`);
      await this.#change();
    }
  }

  /** Everything up to the end of the connection. */
  async untilClosed(): Promise<string> {
    while (!this.closed) await this.#change();
    return this.text;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.push(resolve);
    });
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
