import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../support/ssh/free-port.js';
import { type KeyPair, makeKeyPair } from '../../../support/ssh/keys.js';
import { startRelay } from '../../../support/ssh/relay.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, settingsFor, withLine } from './dialing.js';

let server: Sshd;
let strict: Sshd;
let key: KeyPair;
let echo: Server;
let echoPort: number;

beforeAll(async () => {
  server = await startSshd();
  const config = ['AllowTcpForwarding no', 'MaxSessions 2', 'Subsystem sftp /bin/false'];
  strict = await startSshd({ config, hostKeys: server.hostKeys });
  key = await makeKeyPair(server.folder, 'ed25519');
  for (const one of [server, strict]) one.authorize([key.publicLine]);
  // Says what it got once it has got all.
  echo = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    socket.on('error', () => {});
    let all = '';
    socket.on('data', (chunk: Buffer) => {
      all += chunk.toString('latin1');
    });
    socket.on('end', () => socket.end(`got ${all}`));
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  echoPort = (echo.address() as AddressInfo).port;
});

afterAll(async () => {
  echo.close();
  for (const one of [strict, server]) await one.end();
});

const line = (one: Sshd, changes = {}) => dial(settingsFor(one, { identityFiles: [key.path], ...changes }));

test('commands, and what they print to standard error, and their status', async () => {
  await withLine(line(server), async (up) => {
    const channel = await up.exec('echo out; echo err >&2; exit 7');
    const exited = once(channel, 'exit');
    expect([await text(channel), await text(channel.stderr), await exited]).toEqual(['out\n', 'err\n', [7]]);
    expect(up.channels).toEqual({ commands: 1, forwards: 0, sftp: 0 });
    expect(up.ident).toMatch(/^SSH-2\.0-OpenSSH_/);
  });
});

test('a pseudo-terminal of the size that is asked for', async () => {
  await withLine(line(server), async (up) => {
    const channel = await up.exec('stty size; echo $TERM', {
      pty: { term: 'vt220', columns: 123, rows: 45 },
    });
    expect(await text(channel)).toBe('45 123\r\nvt220\r\n');
  });
});

test('a connection that the server makes, closed by halves', async () => {
  await withLine(line(server), async (up) => {
    const socket = await up.forward('127.0.0.1', echoPort);
    socket.write('a');
    socket.end('b');
    expect(await text(socket)).toBe('got ab');
    expect(up.channels.forwards).toBe(1);
    const given = await up.forward('127.0.0.1', echoPort);
    given.destroy();
    await once(given, 'close');
    expect(given.destroyed).toBe(true);
  });
});

test('connections that the server cannot make fail as those of a socket do', async () => {
  const port = await freePort();
  await withLine(line(server), async (up) => {
    await expect(up.forward('127.0.0.1', port)).rejects.toMatchObject({
      name: 'ForwardError',
      code: 'ECONNREFUSED',
    });
    await expect(up.forward('name.invalid', 25)).rejects.toMatchObject({
      code: expect.stringMatching(/^(ENOTFOUND|EHOSTUNREACH)$/),
    });
  });
  await withLine(line(strict), async (up) => {
    await expect(up.forward('127.0.0.1', echoPort)).rejects.toMatchObject({ code: 'EPROHIBITED' });
  });
});

test('more commands than the server opens sessions for wait for each other', async () => {
  await withLine(line(strict), async (up) => {
    const all = Array.from({ length: 12 }, (_, index) => output(up, `echo ${index}`));
    expect(await Promise.all(all)).toEqual(Array.from({ length: 12 }, (_, index) => `${index}\n`));
  });
});

test('SFTP where there is some, and an error where there is none', async () => {
  await withLine(line(server), async (up) => {
    const sftp = await up.sftp();
    const names = await new Promise((resolve) =>
      sftp.readdir('/proc/self', (error) => resolve(error ?? 'read')),
    );
    expect(names).toBe('read');
    sftp.end();
    expect(up.channels.sftp).toBe(1);
  });
  await withLine(line(strict), async (up) => {
    await expect(up.sftp()).rejects.toThrow();
    expect(await output(up, 'echo still there')).toBe('still there\n');
  });
});

test('a line whose cable is out is lost within seconds, and says so to everything that is open', async () => {
  const relay = await startRelay(server.port);
  try {
    const up = await line(server, { port: relay.port, hostKeyAlias: `[127.0.0.1]:${server.port}` });
    const channel = await up.exec('cat');
    const socket = await up.forward('127.0.0.1', echoPort);
    const failed = once(socket, 'error');
    const closed = once(channel, 'close');
    channel.resume();
    relay.freeze();
    await expect.poll(() => up.lost.aborted, { timeout: 30_000 }).toBe(true);
    expect(up.lost.reason).toMatchObject({
      name: 'LineLost',
      message: `The line to box:${relay.port} is lost: nothing has come from the server for 10 seconds.`,
    });
    expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
    await closed;
    // Neither throws from within.
    channel.write('x');
    channel.end();
    await expect(up.exec('true')).rejects.toMatchObject({ name: 'LineLost' });
    await expect(up.forward('127.0.0.1', echoPort)).rejects.toMatchObject({ name: 'LineLost' });
    await expect(up.sftp()).rejects.toMatchObject({ name: 'LineLost' });
  } finally {
    await relay.end();
  }
});

test.each(['cut', 'dropped'] as const)('a line that is %s is lost at once', async (how) => {
  const relay = await startRelay(server.port);
  try {
    const up = await line(server, { port: relay.port, hostKeyAlias: `[127.0.0.1]:${server.port}` });
    const channel = await up.exec('cat');
    const closed = once(channel, 'close');
    channel.resume();
    if (how === 'cut') relay.cut();
    else server.dropConnections();
    await closed;
    expect(up.lost.reason).toMatchObject({ name: 'LineLost' });
    channel.end('x');
    channel.destroy();
  } finally {
    await relay.end();
  }
});

test('closing ends everything, and twice is as good as once', async () => {
  const up = await line(server);
  await up.close();
  await up.close();
  expect(up.lost.reason).toMatchObject({ message: expect.stringContaining('it was closed') });
  await expect(up.exec('true')).rejects.toMatchObject({ name: 'LineLost' });
});
