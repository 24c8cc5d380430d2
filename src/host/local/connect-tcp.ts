import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { noAnswer } from '../coded-error.js';

/** @throws Error with a `code`: ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH and so on. */
export function connectTcp(
  port: number,
  options: { readonly address?: string; readonly timeoutMs?: number } = {},
): Promise<Duplex> {
  const { address = '127.0.0.1', timeoutMs = 5000 } = options;
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: address });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(noAnswer(address, port, timeoutMs));
    }, timeoutMs);
    // Stays: a line that drops before somebody listens to it must not end the program.
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}
