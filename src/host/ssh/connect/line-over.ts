import { setMaxListeners } from 'node:events';
import { escapeControl } from '../../../text/escape.js';
import { LineLost, type SshLine } from '../line.js';
import { serverName } from '../server-name.js';
import type { SshRoute } from '../settings.js';
import { untilLost } from '../until-lost.js';
import { flushed } from './flushed.js';
import { forwardOver } from './forward.js';
import type { ConnectedServer } from './server.js';
import { execOver, sftpOver, withSession } from './session.js';
import { sessionCount } from './session-count.js';
import { watch } from './watchdog.js';

/** The line over the last server of a route. `hops`: what it is reached through, the nearest first. */
export function lineOver(
  route: SshRoute,
  server: ConnectedServer,
  hops: readonly ConnectedServer[],
): SshLine {
  const { client, wire, ident } = server;
  const servers = [server, ...hops.toReversed()];
  const name = serverName(route.target);
  const gone = new AbortController();
  const lost = gone.signal;
  // Every connection through the server listens.
  setMaxListeners(0, lost);
  const channels = { commands: 0, forwards: 0, sftp: 0 };
  const sessions = sessionCount();
  const end = (reason: string) => {
    unwatch();
    gone.abort(new LineLost(name, reason));
  };
  const cut = () => {
    for (const one of servers) one.wire.destroy();
  };
  const lose = (reason: string) => {
    if (lost.aborted) return;
    end(reason);
    cut();
  };
  const unwatch = watch(wire, () => lose('nothing has come from the server for 10 seconds'));
  client.on('error', (error) => lose(reasonOf(error)));
  client.on('end', () => lose('the server ended the connection'));
  client.on('close', () => lose('the connection was cut'));
  return {
    route,
    ident,
    channels,
    lost,
    async exec(command, options = {}) {
      const opened = withSession(sessions, name, lost, () => execOver(client, command, options.pty));
      const { session: channel, give } = await untilLost(lost, opened);
      channels.commands += 1;
      channel.once('close', give);
      return channel;
    },
    async forward(address, port) {
      const socket = await forwardOver(client, address, port, lost);
      channels.forwards += 1;
      return socket;
    },
    async sftp() {
      const opened = withSession(sessions, name, lost, () => sftpOver(client));
      const { session: sftp, give } = await untilLost(lost, opened);
      channels.sftp += 1;
      sftp.once('close', give);
      return sftp;
    },
    async close() {
      if (lost.aborted) return;
      end('it was closed');
      // The good-bye to each server goes through those before it, as far as they still pass it on.
      for (const one of servers) {
        one.client.end();
        await flushed(one.wire);
      }
      cut();
    },
  };
}

/** A disconnection in the server's own words has the number of its reason. */
function reasonOf(error: Error & { readonly code?: unknown }): string {
  const words = escapeControl(error.message, 300);
  if (typeof error.code === 'number') return `the server says "${words}"`;
  return /ECONNRESET|EPIPE/.test(words) ? 'the connection was cut' : words;
}
