import type { Socket } from 'node:net';
import { type Endpoint, type Listening, serveClients } from '../proxy/listen.js';
import { SocketReader } from '../proxy/socket-reader.js';
import { notImplemented } from './replies.js';

const longestCommand = 1024;

async function serve(client: Socket): Promise<void> {
  const reader = new SocketReader(client);
  client.write('220 IMSS stand-in, reprocessing\r\n');
  for (;;) {
    const line = await reader.line(longestCommand);
    if (!Buffer.isBuffer(line)) break;
    if (line.toString('latin1').trim().toUpperCase() === 'QUIT') {
      client.write('221 Good bye\r\n');
      break;
    }
    client.write(notImplemented);
  }
  client.destroySoon();
}

/** The second socket, which takes mail back from IMSS's own queue. The stand-in's greets, and takes nothing. */
export function startReprocessService(listen: Endpoint): Promise<Listening> {
  return serveClients(listen, (client) => void serve(client));
}
