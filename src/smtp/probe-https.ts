import type { Duplex } from 'node:stream';
import { escapeControl } from '../text/escape.js';
import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { type DialogueError, reportable } from './dialogue-error.js';
import { LineChannel } from './line-channel.js';
import { secure } from './secure.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

export interface HttpsOptions extends ConversationOptions {
  /** Of the page: begins with a slash, printable. */
  readonly path: string;
  /** The name by which the server is asked: a host name. */
  readonly name: string;
}

/**
 * What a port says to who asks it for a page over TLS. Plain data, texts safe to show.
 * - refused: there is no connection;
 * - not-understood: something listens there, but it speaks no TLS that we speak, or no HTTP;
 * - answered: the status of HTTP.
 */
export type HttpsProbe =
  | { readonly kind: 'answered'; readonly status: number; readonly transcript: readonly TranscriptEntry[] }
  | {
      readonly kind: 'not-understood' | 'refused';
      readonly reason: string;
      readonly transcript: readonly TranscriptEntry[];
    };

/**
 * Asks for one page over TLS, whoever answers: no certificate is judged, no credentials are sent, and of the answer no more than
 * its first line is read. @throws Cancelled; RangeError for a path or name that could carry more than itself into the request.
 */
export async function probeHttps(connect: Connect, options: HttpsOptions): Promise<HttpsProbe> {
  const { path, name } = options;
  if (!/^\/[!-~]{0,255}$/.test(path)) throw new RangeError('the path must be printable and begin with /');
  if (!/^[A-Za-z0-9.-]{1,255}$/.test(name)) throw new RangeError('not a host name');
  const transcript = new Transcript();
  let stream: Duplex | undefined;
  try {
    stream = await connectWithin(connect, options);
    transcript.add('info', 'Connected.');
    const line = await firstLine(stream, options, transcript);
    const status = /^HTTP\/1\.[01] +([1-5]\d\d)(?: |$)/.exec(line)?.[1];
    if (status !== undefined)
      return { kind: 'answered', status: Number(status), transcript: transcript.entries };
    const reason = `its answer is no HTTP: ${escapeControl(line, 100)}`;
    return { kind: 'not-understood', reason, transcript: transcript.entries };
  } catch (error) {
    const failure = reportable(error);
    for (const line of failure.heard) transcript.add('unexpected', line);
    transcript.add('problem', failure.message);
    return { ...withoutStatus(failure, stream !== undefined), transcript: transcript.entries };
  } finally {
    stream?.destroy();
  }
}

async function firstLine(stream: Duplex, options: HttpsOptions, transcript: Transcript): Promise<string> {
  const socket = await connectWithin(() => secure(stream), options);
  transcript.add('info', `${socket.getProtocol() ?? 'TLS'}, whatever its certificate.`);
  const channel = new LineChannel(socket, { ...options, transcript });
  // HTTP/1.0: no server of any age answers in pieces or keeps the connection.
  for (const line of [`GET ${options.path} HTTP/1.0`, `Host: ${options.name}`, '']) channel.send(line);
  const line = (await channel.receive(channel.deadline())).toString('latin1');
  transcript.add('received', line);
  channel.close();
  return line;
}

function withoutStatus(
  { reason, message }: DialogueError,
  connected: boolean,
): { readonly kind: 'not-understood' | 'refused'; readonly reason: string } {
  if (!connected) return { kind: 'refused', reason: message };
  return {
    kind: 'not-understood',
    reason: reason === 'timeout' ? 'it accepts connections, but does not answer' : message,
  };
}
