import { constants } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { escapeControl } from '../text/escape.js';
import { DialogueError, dialogueError } from './dialogue-error.js';

/**
 * What a server of 2006 may need of us: TLS 1.0, keys of 1024 bits and less, SHA-1 and MD5, and the handshake from before
 * RFC 5746. Any certificate is taken: nothing secret may be said over it, and nothing that is heard over it be believed.
 */
const forgiving = {
  rejectUnauthorized: false,
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT@SECLEVEL=0',
  minDHSize: 1,
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
} as const;

const noTls = 'what answers there speaks no TLS, but something else, such as plain HTTP';
const tooOld = 'it speaks only a form of SSL or TLS that is too old to be spoken here';

/** By the code of the failure, as OpenSSL names it. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['ERR_SSL_WRONG_VERSION_NUMBER', noTls],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', noTls],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', tooOld],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', tooOld],
  // Nothing in common, mostly because all of its ciphers have been given up since.
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', tooOld],
]);

/**
 * TLS over a connection, as its client; waits as long as the other side does. `malformed`: what is spoken there is not TLS, or
 * none that is spoken here. @throws DialogueError malformed, closed, reset.
 */
export function secure(stream: Duplex): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ socket: stream, ...forgiving });
    // Stays: a line that drops before somebody listens to it must not end the program.
    socket.on('error', (error) => reject(handshakeError(error)));
    socket.once('close', () => reject(new DialogueError('closed')));
    socket.once('secureConnect', () => resolve(socket));
  });
}

function handshakeError(error: NodeJS.ErrnoException & { readonly reason?: string }): DialogueError {
  const { code = '', reason, message } = error;
  if (!code.startsWith('ERR_SSL_')) return dialogueError(error);
  const words = meanings.get(code) ?? `TLS could not be agreed on: ${escapeControl(reason ?? message, 200)}`;
  return new DialogueError('malformed', { message: words, cause: error });
}
