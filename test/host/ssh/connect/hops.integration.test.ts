import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../support/ssh/free-port.js';
import { type KeyPair, makeKeyPair } from '../../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, settingsFor, withLine } from './dialing.js';

let near: Sshd;
let far: Sshd;
let closed: Sshd;
let target: Sshd;
let key: KeyPair;

beforeAll(async () => {
  near = await startSshd();
  far = await startSshd({ hostKeys: near.hostKeys });
  closed = await startSshd({ config: ['AllowTcpForwarding no'], hostKeys: near.hostKeys });
  target = await startSshd();
  key = await makeKeyPair(near.folder, 'ed25519');
  for (const server of [near, far, closed, target]) server.authorize([key.publicLine]);
});

afterAll(async () => {
  for (const server of [target, closed, far, near]) await server.end();
});

const to = (server: Sshd, alias: string) => settingsFor(server, { alias, identityFiles: [key.path] });
const sessions = (server: Sshd) => server.log().split('Accepted publickey').length - 1;

test('through two jump hosts, each with its own host key', async () => {
  const hops = [to(near, 'near'), to(far, 'far')];
  const line = dial(to(target, 'target'), { hops });
  expect(await withLine(line, (up) => output(up, 'head -c 300000 /dev/zero | wc -c'))).toBe('300000\n');
  await expect.poll(() => [near, far, target].map(sessions)).toEqual([1, 1, 1]);
  // Closing ends the line to every hop too.
  for (const server of [near, far, target])
    await expect.poll(() => server.log()).toMatch(/Disconnected from user root|Closing connection to/);
});

test('the host key of a hop is looked at as that of the target', async () => {
  const hops = [{ ...to(near, 'near'), userKnownHosts: [] }];
  await expect(dial(to(target, 'target'), { hops })).rejects.toMatchObject({
    name: 'HostKeyError',
    message: expect.stringContaining(`near:${near.port}`),
  });
});

test('a jump host that forwards nothing is named', async () => {
  await expect(dial(to(target, 'target'), { hops: [to(closed, 'closed')] })).rejects.toMatchObject({
    message: `The jump host closed:${closed.port} does not forward connections, and target:${target.port} is reached through it.`,
    exitCode: 3,
  });
});

test('a server that the jump host does not reach', async () => {
  const port = await freePort();
  const dead = { ...to(target, 'target'), port };
  await expect(dial(dead, { hops: [to(near, 'near')] })).rejects.toMatchObject({
    message: `target:${port} (127.0.0.1 port ${port}) could not be reached from the jump host near:${near.port}: nothing accepts connections there (connection refused).`,
  });
});

test('through a ProxyCommand, and a jump host behind it', async () => {
  const proxyCommand = `/usr/sbin/sshd -i -f ${near.config}`;
  expect(await withLine(dial(to(near, 'near'), { proxyCommand }), (up) => output(up, 'id -u'))).toBe('0\n');
  const line = dial(to(target, 'target'), { proxyCommand, hops: [to(near, 'near')] });
  expect(await withLine(line, (up) => output(up, 'id -u'))).toBe('0\n');
});

test('a ProxyCommand that fails says why', async () => {
  const line = dial(to(target, 'target'), { proxyCommand: 'sh -c "echo no way there >&2; exit 3"' });
  await expect(line).rejects.toThrow(/no way there/);
});

test('a hop that is gone takes the line with it', async () => {
  const line = await dial(to(target, 'target'), { hops: [to(near, 'near')] });
  near.dropConnections();
  await expect.poll(() => line.lost.aborted, { timeout: 20_000 }).toBe(true);
  await expect(line.exec('true')).rejects.toMatchObject({ name: 'LineLost' });
});
