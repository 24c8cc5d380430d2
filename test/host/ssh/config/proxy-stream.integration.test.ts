import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { Cancelled, UserError } from '../../../../src/errors.js';
import { proxyStream } from '../../../../src/host/ssh/config/proxy-stream.js';
import { isRunning } from '../../../support/ssh/is-running.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();

test('what is written reaches the command, and what it prints comes back, in full', async () => {
  const stream = await proxyStream('cat');
  const content = Buffer.alloc(3_000_000, 'every byte of it ');
  stream.end(content);
  expect((await text(stream)).length).toBe(content.length);
});

test('what a command has left when it ends is kept for a reader that takes its time', async () => {
  // More than is read at once, and than a stream takes unasked.
  const stream = await proxyStream('head -c 160000 /dev/zero');
  await vi.waitFor(() => expect(stream.readableLength).toBe(160_000));
  expect((await text(stream)).length).toBe(160_000);
});

test('the shell takes quotes, and the environment is the one given', async () => {
  const stream = await proxyStream('printf "%s|" "a b" "$MARK"', {
    env: { MARK: 'here', PATH: process.env.PATH },
  });
  expect(await text(stream)).toBe('a b|here|');
});

test('passwords of ours in the environment are not passed on', async () => {
  const secrets = ['SSH_PASSWORD', 'SSH_PASSPHRASE', 'BECOME_PASSWORD', 'MAILBOX_PASSWORD'];
  const given = Object.fromEntries(secrets.map((name) => [`GATEWAY_SETUP_${name}`, 'hunter2']));
  const env = { ...given, GATEWAY_SETUP_LABS: '/labs', PATH: process.env.PATH };
  const environment = await text(await proxyStream('env', { env }));
  expect(environment).toContain('GATEWAY_SETUP_LABS=/labs');
  expect(environment).not.toContain('hunter2');
});

test.each([
  [
    'a command that fails',
    'sh -c "echo one >&2; echo two >&2; exit 3"',
    /status 3\); its last words: one; two/,
  ],
  ['a command that is not there', 'no-such-command-at-all', /status 127.*no-such-command-at-all/],
  ['a command that connects nothing', 'true', /status 0\); it said nothing/],
  ['a command that is killed', 'sh -c "kill -KILL $$"', /ended by SIGKILL/],
  ['control sequences', 'sh -c "printf \'\\033[2Jred\\n\' >&2; exit 1"', /\\x1b\[2Jred/],
])('%s fails the stream with its reason', async (_name, command, words) => {
  const stream = await proxyStream(command);
  const [error]: unknown[] = await once(stream.resume(), 'error').catch((reason: unknown) => [reason]);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ exitCode: 3, message: expect.stringMatching(words) });
});

test('a failure after bytes were carried is one too; endless words are cut to the last', async () => {
  const stream = await proxyStream('sh -c "echo hello; seq 1 100000 >&2; exit 1"');
  const failure = await text(stream).catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: expect.stringMatching(/99999; 100000$/) });
  expect(String(failure).length).toBeLessThan(600);
});

test('destroyed, the command goes with all that it started', async () => {
  const pids = folder('pids');
  const stream = await proxyStream(`sh -c 'sleep 600 & echo $$ $! >${pids}; wait'`);
  await vi.waitFor(() => expect(readFileSync(pids, 'utf8')).toMatch(/\d+ \d+\n/));
  stream.destroy();
  await once(stream, 'close');
  const running = readFileSync(pids, 'utf8').trim().split(' ').map(Number).filter(isRunning);
  expect(running).toEqual([]);
});

test('a cancellation destroys it; before the start nothing is started', async () => {
  const cancelling = new AbortController();
  const stream = await proxyStream('sleep 600', { signal: cancelling.signal });
  const failed = once(stream, 'error');
  const closed = new Promise((resolve) => stream.once('close', resolve));
  cancelling.abort();
  expect((await failed)[0]).toBeInstanceOf(Cancelled);
  await closed;
  const late = proxyStream(`touch ${folder('started')}`, { signal: cancelling.signal });
  await expect(late).rejects.toBeInstanceOf(Cancelled);
  expect(existsSync(folder('started'))).toBe(false);
});

test('our end reaches the command, and its status afterwards is nobody’s trouble', async () => {
  const stream = await proxyStream('sh -c "cat; exit 9"');
  stream.end('bye');
  expect(await text(stream)).toBe('bye');
});

test('a command that ends while we write does not raise what nobody hears', async () => {
  const stream = await proxyStream('sh -c "exec <&-; echo gone >&2; exit 4"');
  const failed = once(stream, 'error');
  for (let turn = 0; turn < 50; turn += 1) stream.write(Buffer.alloc(65_536));
  expect(String((await failed)[0])).toMatch(/status 4\); its last words: gone/);
});

test('a server reached through a command, as ssh2 would', async () => {
  const server = createServer((socket) => socket.end('SSH-2.0-Test\r\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = folder('client.mjs');
  writeFileSync(
    client,
    'import { connect } from "node:net";\nconst s = connect(process.argv[2], "127.0.0.1");\ns.pipe(process.stdout);\n',
  );
  const stream = await proxyStream(`'${process.execPath}' '${client}' ${port}`);
  expect(await text(stream)).toBe('SSH-2.0-Test\r\n');
  server.close();
});
