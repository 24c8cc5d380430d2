import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Cancelled } from '../../../../src/errors.js';
import { freePort } from '../../../support/ssh/free-port.js';
import { type KeyPair, makeKeyPair } from '../../../support/ssh/keys.js';
import { startRelay } from '../../../support/ssh/relay.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, person, settingsFor, withLine } from './dialing.js';

let server: Sshd;
let key: KeyPair;
const fakes: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = await startSshd();
  key = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([key.publicLine]);
});

afterAll(() => server.end());

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const fake of fakes.splice(0)) fake.close();
});

/** A server that does `play` with whoever connects. */
async function fake(play: (socket: Socket) => void): Promise<number> {
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
    play(socket);
  });
  fakes.push(listener);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}

const settings = (changes = {}) => settingsFor(server, { identityFiles: [key.path], ...changes });

/** What a server says that hangs, and at which stage it is named. */
const hangs: readonly (readonly [string, string])[] = [
  ['', 'waiting for its greeting'],
  ['SSH-2.0-OpenSSH_3.6.1p2\r\n', 'exchanging keys'],
];

test.each(hangs)('a server that says "%s" and hangs: the stage is named', async (says, stage) => {
  const port = await fake((socket) => socket.write(says));
  await expect(dial(settings({ port, connectTimeoutMs: 300 }))).rejects.toMatchObject({
    message: `box:${port} (127.0.0.1 port ${port}) did not answer within 1 seconds while ${stage}.`,
    exitCode: 3,
  });
  await expect.poll(() => sockets.size).toBe(0);
});

test('a server that hangs while logging in', async () => {
  const relay = await startRelay(server.port);
  try {
    const someone = person();
    // Frozen by the question, which is asked only when keys were exchanged.
    const frozen = {
      ...someone,
      secret: async () => {
        relay.freeze();
        return 'password';
      },
    };
    const line = dial(
      settings({
        port: relay.port,
        hostKeyAlias: `[127.0.0.1]:${server.port}`,
        identityFiles: [],
        connectTimeoutMs: 2000,
      }),
      { person: frozen },
    );
    await expect(line).rejects.toThrow(/did not answer within \d seconds while logging in/);
  } finally {
    await relay.end();
  }
});

test('a server at an address that swallows everything', async () => {
  // Accepts in the kernel alone: 240.0.0.0/4 is routed nowhere, and fails at once or never.
  const line = dial(settings({ hostName: '240.0.0.1', connectTimeoutMs: 300 }));
  await expect(line).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/while reaching it|could not be reached/),
  });
});

test('the time that a person is asked does not count', async () => {
  const port = server.port;
  const slow = {
    ...person(),
    confirmHostKey: async () => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return 'once' as const;
    },
  };
  const asked = settings({ port, userKnownHosts: [], strictHostKeyChecking: 'ask', connectTimeoutMs: 2500 });
  expect(await withLine(dial(asked, { person: slow }), (up) => output(up, 'id -u'))).toBe('0\n');
});

test('nothing listens there; a name that is not known', async () => {
  const port = await freePort();
  await expect(dial(settings({ port }))).rejects.toMatchObject({
    message: `box:${port} (127.0.0.1 port ${port}) could not be reached: nothing accepts connections there (connection refused).`,
    exitCode: 3,
  });
  await expect(dial(settings({ hostName: 'name.invalid' }))).rejects.toMatchObject({
    message: expect.stringMatching(/its name is not known|the name server did not answer/),
  });
});

test('a server that speaks only protocol 1', async () => {
  const port = await fake((socket) => socket.write('SSH-1.5-OpenSSH_3.6.1p2\n'));
  await expect(dial(settings({ port }))).rejects.toThrow(
    'speaks only protocol 1 of SSH (it calls itself SSH-1.5-OpenSSH_3.6.1p2)',
  );
});

test('a server that hangs up before it greets', async () => {
  const port = await fake((socket) => socket.end());
  await expect(dial(settings({ port }))).rejects.toMatchObject({
    message: `box:${port} closed the connection while waiting for its greeting.`,
    why: expect.stringContaining('/etc/hosts.deny'),
  });
});

test('another service than SSH', async () => {
  const port = await fake((socket) => socket.write('220 mail.example.com ESMTP \x1b[2J\r\n'));
  await expect(dial(settings({ port, connectTimeoutMs: 300 }))).rejects.toMatchObject({
    why: expect.stringContaining('It said: 220 mail.example.com ESMTP \\x1b[2J'),
  });
});

test.each([
  ['lines', `${'x'.repeat(70)}\r\n`],
  ['one line', 'x'.repeat(70)],
  ['an identification', 'SSH-2.0-x'],
])('text without end instead of a greeting: %s', async (_what, part) => {
  const port = await fake((socket) => {
    const pour = (): void => {
      while (socket.writable && socket.write(part.repeat(100)));
    };
    socket.on('drain', pour);
    pour();
  });
  await expect(dial(settings({ port }))).rejects.toThrow(/sends text without end/);
});

test('text before the greeting is shown, made safe, and a greeting in single bytes is whole', async () => {
  const someone = person();
  const port = await fake((socket) => {
    socket.write('Welcome \x1b]0;owned\x07\r\nto the server\r\n');
    for (const byte of 'SSH-2.0-OpenSSH_4.3\r\n') socket.write(byte);
    socket.write('no packet of the protocol'.repeat(100));
  });
  await expect(dial(settings({ port }), { person: someone })).rejects.toThrow(
    /does not follow the SSH protocol while exchanging keys|closed the connection/,
  );
  expect(someone.notes).toEqual([`box:${port}: Welcome \\x1b]0;owned\\x07`, `box:${port}: to the server`]);
});

test('called off while it waits', async () => {
  const port = await fake(() => {});
  const controller = new AbortController();
  const line = dial(settings({ port }), { signal: controller.signal });
  await expect.poll(() => sockets.size).toBe(1);
  controller.abort();
  await expect(line).rejects.toBeInstanceOf(Cancelled);
  await expect.poll(() => sockets.size).toBe(0);
});

test('what the person throws ends it', async () => {
  const quits = {
    ...person(),
    secret: async () => {
      throw new Cancelled();
    },
  };
  await expect(dial(settings({ identityFiles: [] }), { person: quits })).rejects.toBeInstanceOf(Cancelled);
});
