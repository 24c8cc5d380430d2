import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { escapeControl } from '../../../text/escape.js';
import { ForwardError } from '../line.js';
import { channelSocket } from './channel-socket.js';

/** What a connection calls itself to the server that makes it: nobody looks at it but its log. */
const origin = { address: '127.0.0.1', port: 0 };

/** A TCP connection that the server makes (RFC 4254, 7.2). @throws ForwardError; the reason of `lost`. */
export function forwardOver(
  client: Client,
  address: string,
  port: number,
  lost: AbortSignal,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const onLost = () => reject(lost.reason);
    if (lost.aborted) return onLost();
    lost.addEventListener('abort', onLost, { once: true });
    client.forwardOut(origin.address, origin.port, address, port, (error, channel) => {
      lost.removeEventListener('abort', onLost);
      if (error === undefined || error === null) resolve(channelSocket(channel, lost));
      else reject(lost.aborted ? lost.reason : forwardError(error, address, port));
    });
  });
}

/** RFC 4254, 5.1. */
const prohibited = 1;
const connectFailed = 2;
const resourceShortage = 4;

const described: readonly (readonly [RegExp, string])[] = [
  [/refused/i, 'ECONNREFUSED'],
  [/timed? ?out/i, 'ETIMEDOUT'],
  [/network is unreachable/i, 'ENETUNREACH'],
  [/no route|unreachable|host is down/i, 'EHOSTUNREACH'],
  [/not known|name or service|resolve|nodename|no address/i, 'ENOTFOUND'],
  [/prohibited|denied|not permitted/i, 'EPROHIBITED'],
];

/** The server's answer as the error of a socket. Pure. */
export function forwardError(
  failure: Error & { readonly reason?: unknown },
  address: string,
  port: number,
): ForwardError {
  const words = failure.message.replace(/^\(SSH\) Channel open failure: /, '');
  const code = codeOf(failure.reason, words, address);
  return new ForwardError(
    code,
    code === 'EPROHIBITED'
      ? `the server forbids connections through it (${escapeControl(words, 200)})`
      : `no connection to ${address} port ${port} from the server: ${escapeControl(words, 200)}`,
  );
}

function codeOf(reason: unknown, words: string, address: string): string {
  if (reason === prohibited) return 'EPROHIBITED';
  if (reason === resourceShortage) return 'EAGAIN';
  const [, code] = described.find(([pattern]) => pattern.test(words)) ?? [];
  if (code !== undefined) return code;
  // "Connect failed" says no more. At the loopback nothing but a closed port makes that.
  return reason === connectFailed && isLoopback(address) ? 'ECONNREFUSED' : 'EHOSTUNREACH';
}

function isLoopback(address: string): boolean {
  return /^127\.|^::1$|^localhost$/.test(address);
}
