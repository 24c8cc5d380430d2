import type { TLSSocket, TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { type HttpsOptions, probeHttps } from '../../src/smtp/probe-https.js';
import { formatTranscript } from '../../src/smtp/transcript.js';
import { temporaryFolder } from '../host/temporary-folder.js';
import { closedPort, FakeStream, type Guest, scriptedServer, tcp } from './scripted-server.js';
import { pairBelow, tlsServer } from './tls-server.js';

const below = temporaryFolder();
const page = { path: '/IMSS.html', name: 'localhost' } as const;
/** Long enough for everything but a server that never answers. */
const hasty = { ...page, timeoutMs: 200 };

let modern: TlsOptions;
let old: TlsOptions;
beforeAll(() => {
  modern = pairBelow(below, { bits: 2048, digest: 'sha256' });
  old = { ciphers: 'DEFAULT@SECLEVEL=0', minVersion: 'TLSv1', maxVersion: 'TLSv1' };
});

const answering = (text: string | Buffer) => (socket: TLSSocket) => void socket.end(text);

async function ask(
  options: TlsOptions,
  script: (socket: TLSSocket) => void,
  how: Partial<HttpsOptions> = {},
) {
  await using server = await tlsServer(options, script);
  const probe = await probeHttps(server.connect, { ...page, ...how });
  return { probe, heard: server.heard, connections: server.connections() };
}

describe('a page over TLS', () => {
  test.each([200, 302, 401, 404, 500])('status %i', async (status) => {
    const { probe, heard } = await ask(modern, answering(`HTTP/1.1 ${status} Word\r\nX: y\r\n\r\n<html>`));
    expect(probe).toMatchObject({ kind: 'answered', status });
    expect(heard).toEqual(['GET /IMSS.html HTTP/1.0\r\nHost: localhost\r\n\r\n']);
    const said = formatTranscript(probe.transcript);
    expect(said).toContain(' -> GET /IMSS.html HTTP/1.0\n -> Host: localhost\n');
    expect(said.endsWith(`<-  HTTP/1.1 ${status} Word`)).toBe(true);
  });

  test.each(['md5', 'sha1'] as const)('TLS 1.0, 1024 bits, %s: a server of 2006', async (digest) => {
    const pair = pairBelow(below, { bits: 1024, digest });
    const { probe } = await ask({ ...old, ...pair }, answering('HTTP/1.0 200 OK\r\n\r\n'));
    expect(probe).toMatchObject({ kind: 'answered', status: 200 });
    expect(formatTranscript(probe.transcript)).toContain('TLSv1, whatever its certificate.');
  });

  test('over a stream that is no socket, such as a channel of SSH', async () => {
    await using server = await tlsServer(modern, answering('HTTP/1.0 200 OK\r\n\r\n'));
    const through = async () => {
      const socket = await tcp(server.port);
      const stream = new FakeStream();
      stream._write = (chunk, _, done) => void socket.write(chunk, () => done());
      stream._destroy = (error, done) => {
        socket.destroy();
        done(error);
      };
      socket.on('data', (chunk) => void stream.push(chunk));
      socket.on('close', () => void stream.push(null));
      return stream;
    };
    expect(await probeHttps(through, page)).toMatchObject({ kind: 'answered', status: 200 });
  });
});

describe('hostile answers', () => {
  const notUnderstood = (reason: RegExp) => ({
    kind: 'not-understood',
    reason: expect.stringMatching(reason),
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['no HTTP', '220 mail\u001b[2J ready\r\n', /^its answer is no HTTP: 220 mail\\x1b\[2J ready$/],
    ['a status that is none', 'HTTP/1.1 2000 OK\r\n', /no HTTP/],
    ['an endless line', Buffer.alloc(100_000, 'a'), /more than 4096 bytes/],
    ['half a line', 'HTTP/1.1 20', /closed the connection in the middle of a line/],
    ['nothing at all', '', /^the server closed the connection$/],
  ])('%s, inside TLS', async (_name, text, reason) => {
    expect((await ask(modern, answering(text))).probe).toMatchObject(notUnderstood(reason));
  });

  test('headers without end are not waited for', async () => {
    const { probe } = await ask(modern, (socket) => {
      const more = () => socket.write('X-Filler: and on and on\r\n'.repeat(100), () => setImmediate(more));
      socket.write('HTTP/1.1 200 OK\r\n', more);
    });
    expect(probe).toMatchObject({ kind: 'answered', status: 200 });
  });

  test('silence after the request', async () => {
    expect((await ask(modern, () => undefined, hasty)).probe).toMatchObject(
      notUnderstood(/^it accepts connections, but does not answer$/),
    );
  });

  const unspoken = async (script: (guest: Guest) => void, how: Partial<HttpsOptions> = {}) => {
    await using server = await scriptedServer(script);
    return await probeHttps(server.connect, { ...page, ...how });
  };
  const replying = (bytes: Buffer | string) => (guest: Guest) =>
    void guest.socket.once('data', () => guest.socket.end(bytes));
  const alert = (code: number) => Buffer.from([21, 3, 1, 0, 2, 2, code]);
  /** A server's hello with AES128-SHA and without any extension, as before RFC 5746. */
  const hello = (version: number) =>
    Buffer.concat([
      Buffer.from([22, 3, version, 0, 42, 2, 0, 0, 38, 3, version]),
      Buffer.alloc(32),
      Buffer.from([0, 0, 47, 0]),
    ]);

  test.each<[string, Buffer | string, RegExp]>([
    ['plain HTTP', 'HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n', /speaks no TLS.*plain HTTP/],
    ['SSL 3 alone', hello(0), /too old/],
    ['no version in common', alert(70), /too old/],
    ['no cipher in common', alert(40), /too old/],
    ['an internal error', alert(80), /^TLS could not be agreed on: tlsv1 alert internal error$/],
    ['a few bytes', 'hi', /the server cut the connection|closed the connection/],
  ])('%s instead of TLS', async (_name, bytes, reason) => {
    expect(await unspoken(replying(bytes))).toMatchObject(notUnderstood(reason));
  });

  test('reset in the handshake', async () => {
    const probe = await unspoken(({ socket }) => void socket.once('data', () => socket.resetAndDestroy()));
    expect(probe).toMatchObject(notUnderstood(/cut the connection/));
  });

  test('a handshake from before RFC 5746 is gone on with', async () => {
    const probe = await unspoken(
      ({ socket }) => void socket.once('data', () => socket.write(hello(1))),
      hasty,
    );
    expect(probe).toMatchObject(notUnderstood(/^it accepts connections, but does not answer$/));
  });

  test('silence instead of TLS', async () => {
    expect(await unspoken(() => undefined, hasty)).toMatchObject(notUnderstood(/does not answer/));
  });
});

test('nothing listens there', async () => {
  const port = await closedPort();
  expect(await probeHttps(() => tcp(port), page)).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('connection refused'),
  });
});

test('a cancellation is no finding', async () => {
  await using server = await scriptedServer(() => undefined);
  const controller = new AbortController();
  const asked = probeHttps(server.connect, { ...page, signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toThrow(Cancelled);
});

test.each([{ path: '/a b' }, { path: 'a' }, { path: '/\r\nX: y' }, { name: 'a\r\nX: y' }, { name: '' }])(
  'nothing but itself gets into the request: %j',
  async (wrong) => {
    const connect = () => Promise.reject(new Error('nobody connects'));
    await expect(probeHttps(connect, { ...page, ...wrong })).rejects.toThrow(RangeError);
  },
);
