import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { proxyStream } from '../config/proxy-stream.js';
import { ForwardError } from '../line.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';
import { forwardOver } from './forward.js';
import type { ConnectedServer, OpenStream } from './server.js';
import { hopForbids, notReached } from './server-trouble.js';

/** The first server, straight from here. @throws UserError */
export function directly(settings: SshSettings): OpenStream {
  return (signal) =>
    new Promise<Duplex>((resolve, reject) => {
      const socket: Socket = connect({ host: settings.hostName, port: settings.port, noDelay: true });
      const onAbort = () => socket.destroy();
      signal.addEventListener('abort', onAbort, { once: true });
      const onError = (error: Error) => reject(notReached(settings, first(error)));
      socket.once('error', onError);
      socket.once('connect', () => {
        socket.off('error', onError);
        signal.removeEventListener('abort', onAbort);
        resolve(socket);
      });
    });
}

/** The first server, through a command of this machine. @throws UserError */
export function byCommand(command: string, env: Readonly<Record<string, string | undefined>>): OpenStream {
  return (signal) => proxyStream(command, { signal, env });
}

/** A server behind another one. @throws UserError, LineLost */
export function through(
  hop: SshSettings,
  settings: SshSettings,
  server: Pick<ConnectedServer, 'client'>,
  lost: AbortSignal,
): OpenStream {
  return async () => {
    try {
      return await forwardOver(server.client, settings.hostName, settings.port, lost);
    } catch (error) {
      if (!(error instanceof ForwardError)) throw error;
      if (error.code === 'EPROHIBITED') throw hopForbids(hop, settings);
      throw notReached(settings, error, `the jump host ${serverName(hop)}`);
    }
  };
}

/** Of several addresses of one name the first failure speaks for all. */
function first(error: Error): NodeJS.ErrnoException {
  if (!(error instanceof AggregateError)) return error;
  const [one] = error.errors;
  return one instanceof Error ? one : error;
}
