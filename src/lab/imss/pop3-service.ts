import type { Socket } from 'node:net';
import { reasonOf } from '../daemon/start-refusal.js';
import { endGently } from '../mail/command-connection.js';
import { dial } from '../proxy/dial.js';
import { type Endpoint, type Listening, serveClients } from '../proxy/listen.js';
import { SocketReader } from '../proxy/socket-reader.js';
import { writeTo } from '../proxy/socket-write.js';

export interface Pop3ServiceOptions {
  readonly listen: Endpoint;
  readonly server: Endpoint;
  /** The name in the greeting. */
  readonly host: string;
  readonly log: (text: string) => void;
}

const longestGreeting = 512;
const idleDeadline = 600_000;

async function serve(options: Pop3ServiceOptions, client: Socket): Promise<void> {
  client.setTimeout(idleDeadline, () => client.destroy());
  let server: Socket;
  try {
    server = await dial(options.server);
  } catch (error) {
    options.log(`POP3 server connect error: ${reasonOf(error)}`);
    client.write('-ERR The POP3 server cannot be reached (IMSS stand-in)\r\n');
    return endGently(client);
  }
  client.once('close', () => server.destroy());
  if (client.destroyed) server.destroy();
  const reader = new SocketReader(server);
  const own = await reader.line(longestGreeting);
  if (!Buffer.isBuffer(own)) {
    server.destroy();
    client.destroy();
    return;
  }
  // The form that scanners of services know (facts 2.5). Without AXIGEN's own line APOP has no key, and fails.
  const isReady = own.toString('latin1').startsWith('+OK');
  client.write(isReady ? `+OK TrendMicro IMSS POP3 Proxy at ${options.host}\r\n` : own);
  client.pipe(server);
  for (let chunk = await reader.chunk(); chunk !== undefined; chunk = await reader.chunk()) {
    await writeTo(client, chunk);
  }
  client.destroySoon(); // AXIGEN has closed: so does the proxy
}

/** Passes POP3 on to AXIGEN; mails are not looked at. @throws StartRefusal when it cannot listen. */
export function startPop3Service(options: Pop3ServiceOptions): Promise<Listening> {
  return serveClients(options.listen, (client) => {
    serve(options, client).catch((error: unknown) => {
      options.log(`error: a POP3 session ended early: ${reasonOf(error)}`);
      client.destroy();
    });
  });
}
