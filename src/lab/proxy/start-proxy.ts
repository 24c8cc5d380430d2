import type { Socket } from 'node:net';
import { reasonOf } from '../daemon/start-refusal.js';
import { endGently } from '../mail/command-connection.js';
import { dial } from './dial.js';
import { type Endpoint, type Listening, serveClients } from './listen.js';
import { ProxySession } from './proxy-session.js';
import type { SessionRules } from './rules.js';

export interface ProxyOptions extends SessionRules {
  readonly listen: Endpoint;
  readonly server: Endpoint;
  /** The reply to a client for whom AXIGEN cannot be reached. */
  readonly connectError: string;
  /** The reply to a client who may not come in at all; `undefined` for one who may. */
  readonly turnAway?: (client: Socket) => string | undefined;
}

/** How long a client may be silent; in milliseconds. */
const idleDeadline = 600_000;

function dismiss(client: Socket, reply: string): void {
  client.write(reply);
  endGently(client);
}

async function serve(options: ProxyOptions, client: Socket): Promise<void> {
  client.setTimeout(idleDeadline, () => client.destroy());
  const refusal = options.turnAway?.(client);
  if (refusal !== undefined) return dismiss(client, refusal);
  let server: Socket;
  try {
    server = await dial(options.server);
  } catch (error) {
    options.log(`server connect error: ${options.server.host}:${options.server.port}: ${reasonOf(error)}`);
    return dismiss(client, options.connectError);
  }
  client.once('close', () => server.destroy());
  if (client.destroyed) server.destroy();
  try {
    await new ProxySession(client, server, options).run();
  } catch (error) {
    options.log(`error: a session ended early: ${reasonOf(error)}`);
    client.destroy();
    server.destroy();
  }
}

/** Starts the proxy. @throws StartRefusal when it cannot listen where it should. */
export function startProxy(options: ProxyOptions): Promise<Listening> {
  return serveClients(options.listen, (client) => void serve(options, client));
}
