import type { Socket } from 'node:net';
import { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';

export interface Reply {
  readonly code: number;
  /** All its lines, as AXIGEN sent them. */
  readonly raw: Buffer;
}

interface Expected {
  /** Whether the client gets to see the reply. */
  readonly forward: boolean;
  readonly arrived: (reply: Reply | undefined) => void;
}

const longestLine = 65536;

/**
 * The connection to AXIGEN. Its replies go to the client untouched and in order, except those to commands that the proxy
 * gave by itself. Replies that nobody asked for (a 421 before it closes) go through as well.
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
  reply(forward = true, noted?: (code: number) => void): Promise<Reply | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const arrived = (reply: Reply | undefined): void => {
        if (reply !== undefined) noted?.(reply.code);
        resolve(reply);
      };
      this.#expected.push({ forward, arrived });
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
      if (expected?.forward !== false) await writeTo(this.#client, line);
      if (line[3] === 0x2d) continue; // "250-": more lines of this reply follow
      this.#expected.shift();
      expected?.arrived({ code: Number(line.toString('latin1', 0, 3)), raw: Buffer.concat(lines) });
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
