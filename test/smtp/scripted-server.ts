import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import type { Connect } from '../../src/smtp/connect.js';

/** One accepted connection, as a test's server sees it. */
export interface Guest {
  readonly socket: Socket;
  /** Sends text as it is; the test writes its own ends of line. */
  say(text: string): void;
  /** The next line from the client, or undefined when it hung up. */
  hear(): Promise<string | undefined>;
  /** Number of the connection, from 1. */
  readonly number: number;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  readonly connect: Connect;
  /** Every line that any client sent, in order. */
  readonly heard: string[];
  readonly connections: () => number;
}

/** A real server on 127.0.0.1 that plays `script` to everybody who connects. */
export async function scriptedServer(
  script: (guest: Guest) => Promise<void> | void,
): Promise<ScriptedServer> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let number = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[
      Symbol.asyncIterator
    ]();
    number += 1;
    const guest: Guest = {
      socket,
      number,
      say: (text) => void socket.write(text, 'latin1'),
      async hear() {
        const next = await lines.next();
        if (next.done) return undefined;
        heard.push(next.value);
        return next.value;
      },
    };
    void script(guest);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  return {
    port,
    heard,
    connect: () => tcp(port),
    connections: () => number,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port of 127.0.0.1 on which nothing listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function tcp(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** A stream without a network, whose other end is in the test's hands. */
export class FakeStream extends Duplex {
  readonly written: string[] = [];
  override _read(): void {}
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.written.push(chunk.toString('latin1'));
    done();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}
