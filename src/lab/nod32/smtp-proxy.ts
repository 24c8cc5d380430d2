import { lookup } from 'node:dns/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { DataRules } from './data-transfer.js';
import { ProxySession } from './proxy-session.js';
import { connectError } from './replies.js';
import type { Endpoint } from './settings.js';
import { reasonOf, StartRefusal } from './start-refusal.js';

export interface SmtpProxyOptions extends DataRules {
  readonly listen: Endpoint;
  readonly server: Endpoint;
}

export interface SmtpProxy {
  /** Where it listens; the port is the one that the system gave when 0 was asked for. */
  readonly port: number;
  /** Takes no more clients and drops those that are there. */
  readonly stop: () => void;
}

/** How long the connection to AXIGEN may take, and how long a client may be silent; in milliseconds. */
const connectDeadline = 10_000;
const idleDeadline = 600_000;

function dial(endpoint: Endpoint): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: endpoint.host, port: endpoint.port, family: 4, noDelay: true });
    socket.setTimeout(connectDeadline, () => socket.destroy(new Error('connection timed out')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

async function serve(options: SmtpProxyOptions, client: Socket): Promise<void> {
  client.on('error', () => client.destroy());
  client.setTimeout(idleDeadline, () => client.destroy());
  let server: Socket;
  try {
    server = await dial(options.server);
  } catch (error) {
    options.log(`server connect error: ${options.server.host}:${options.server.port}: ${reasonOf(error)}`);
    client.resume(); // unread bytes would turn the close into a reset, and the reply would be lost
    client.end(connectError);
    return;
  }
  server.on('error', () => server.destroy());
  client.once('close', () => server.destroy());
  try {
    await new ProxySession(client, server, options).run();
  } catch (error) {
    options.log(`error: a session ended early: ${reasonOf(error)}`);
    client.destroy();
    server.destroy();
  }
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new StartRefusal(`listen_addr = ${host}: no such host`);
  }
}

function listenError(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'the port is taken by another program';
  if (error.code === 'EADDRNOTAVAIL') return 'this machine does not have the address';
  return error.code === 'EACCES' ? 'permission denied' : error.message;
}

/** Starts the proxy. @throws StartRefusal when it cannot listen where it should. */
export async function startSmtpProxy(options: SmtpProxyOptions): Promise<SmtpProxy> {
  const clients = new Set<Socket>();
  // Half-open: a client that has said everything and closed its side still gets its replies.
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    void serve(options, client);
  });
  const { port } = options.listen;
  const host = await addressOf(options.listen.host);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new StartRefusal(`cannot listen on ${host}:${port}: ${listenError(error)}`)),
    );
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}
