import type { Socket } from 'node:net';

/** A client's bytes, pulled one line or chunk at a time: what is not asked for stays in the socket and holds it up. */
export class SocketReader {
  readonly #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    const wake = (): void => this.#wake();
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('readable', wake);
    for (const event of ['end', 'error', 'close'] as const) socket.on(event, end);
  }

  /** The next bytes, whatever their number; `undefined` at the end. */
  async chunk(): Promise<Buffer | undefined> {
    if (this.#pending.length > 0) {
      const chunk = this.#pending;
      this.#pending = Buffer.alloc(0);
      return chunk;
    }
    for (;;) {
      const chunk = this.#socket.read() as Buffer | null;
      if (chunk !== null) return chunk;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Gives bytes back, to be read again. */
  unread(bytes: Buffer): void {
    this.#pending = Buffer.concat([bytes, this.#pending]);
  }

  /**
   * The next line with its LF; `undefined` at the end, where half a line is dropped.
   *
   * @returns 'no-line' when what comes is no line of text: a NUL, or more than `longest` bytes without an LF.
   */
  async line(longest: number): Promise<Buffer | 'no-line' | undefined> {
    let collected = Buffer.alloc(0);
    for (;;) {
      const chunk = await this.chunk();
      if (chunk === undefined) return undefined;
      collected = Buffer.concat([collected, chunk]);
      const lf = collected.indexOf(10);
      const line = collected.subarray(0, lf < 0 ? collected.length : lf + 1);
      if (line.includes(0) || line.length > longest) return 'no-line';
      if (lf >= 0) {
        this.unread(collected.subarray(lf + 1));
        return line;
      }
    }
  }
}
