import type { Socket } from 'node:net';
import { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';

export interface Reply {
  readonly code: number;
  /** All its lines, as AXIGEN sent them. */
  readonly raw: Buffer;
}

/** Whether the client gets to see a reply, or what it sees in place of it. */
export type Shown = boolean | ((reply: string) => string);

interface Expected {
  readonly shown: Shown;
  readonly arrived: (reply: Reply | undefined) => void;
}

const longestLine = 65536;

/**
 * The connection to AXIGEN. Its replies go to the client in order, and untouched but where `reply` was told otherwise:
 * those to commands that the proxy gave by itself it does not see. Replies that nobody asked for (a 421 before it closes) go through as well.
 */
export class UpstreamLink {
  readonly #socket: Socket;
  readonly #client: Socket;
  readonly #expected: Expected[] = [];
  #idle: (() => void)[] = [];
  #closed = false;

  constructor(socket: Socket, client: Socket) {
    this.#socket = socket;
    this.#client = client;
  }

  /** Bytes to AXIGEN, as they are. */
  send(bytes: Buffer | string): Promise<void> {
    return writeTo(this.#socket, bytes);
  }

  /**
   * The next reply that is not expected yet; `undefined` when AXIGEN closes first. `noted` is called the moment it arrives,
   * before anybody who waits for it or for `settled` goes on.
   */
  reply(shown: Shown = true, noted?: (code: number) => void): Promise<Reply | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const arrived = (reply: Reply | undefined): void => {
        if (reply !== undefined) noted?.(reply.code);
        resolve(reply);
      };
      this.#expected.push({ shown, arrived });
    });
  }

  /** Waits until every expected reply has come, or AXIGEN has closed. */
  async settled(): Promise<void> {
    if (this.#expected.length === 0 || this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
    });
  }

  /** Passes replies on until AXIGEN closes. */
  async pump(): Promise<void> {
    const reader = new SocketReader(this.#socket);
    let lines: Buffer[] = [];
    for (;;) {
      const line = await reader.line(longestLine);
      if (line === undefined || line === 'no-line') break;
      lines.push(line);
      const [expected] = this.#expected;
      const shown = expected?.shown ?? true;
      if (shown === true) await writeTo(this.#client, line);
      if (line[3] === 0x2d) continue; // "250-": more lines of this reply follow
      const raw = Buffer.concat(lines);
      if (typeof shown === 'function') {
        await writeTo(this.#client, Buffer.from(shown(raw.toString('latin1')), 'latin1'));
      }
      this.#expected.shift();
      expected?.arrived({ code: Number(line.toString('latin1', 0, 3)), raw });
      lines = [];
      if (this.#expected.length === 0) this.#wakeIdle();
    }
    this.#closed = true;
    for (const { arrived } of this.#expected.splice(0)) arrived(undefined);
    this.#wakeIdle();
  }

  #wakeIdle(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}
