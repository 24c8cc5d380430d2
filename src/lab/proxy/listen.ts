import { lookup } from 'node:dns/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { StartRefusal } from '../daemon/start-refusal.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  /** The port that the system gave when 0 was asked for. */
  readonly port: number;
  /** Takes no more clients and drops those that are there. */
  readonly stop: () => void;
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new StartRefusal(`cannot listen on ${host}: no such host`);
  }
}

function listenError(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'the port is taken by another program';
  if (error.code === 'EADDRNOTAVAIL') return 'this machine does not have the address';
  return error.code === 'EACCES' ? 'permission denied' : error.message;
}

/** @returns the port. @throws StartRefusal when the server cannot listen where it should. */
export async function listenOn(server: Server, endpoint: Endpoint): Promise<number> {
  const { port } = endpoint;
  const host = await addressOf(endpoint.host);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new StartRefusal(`cannot listen on ${host}:${port}: ${listenError(error)}`)),
    );
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Hands every client to `serve`. @throws StartRefusal when it cannot listen where it should. */
export async function serveClients(endpoint: Endpoint, serve: (client: Socket) => void): Promise<Listening> {
  const clients = new Set<Socket>();
  // Half-open: a client that has said everything and closed its side still gets its replies.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
    serve(client);
  });
  const port = await listenOn(server, endpoint);
  return {
    port,
    stop: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}
