import { connect, type Socket } from 'node:net';
import type { Endpoint } from './listen.js';

/** How long the connection to AXIGEN may take; in milliseconds. */
const connectDeadline = 10_000;

/** @throws Error when nobody answers there. */
export function dial(endpoint: Endpoint): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: endpoint.host, port: endpoint.port, family: 4, noDelay: true });
    socket.setTimeout(connectDeadline, () => socket.destroy(new Error('connection timed out')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}
