import { expect, test } from 'vitest';
import { UserError } from '../../../../src/errors.js';
import type { ReadOptions } from '../../../../src/host/ssh/config/route.js';
import { routeTo } from '../../../../src/host/ssh/config/route.js';
import { parseDestination } from '../../../../src/host/ssh/destination.js';

const account = { home: '/home/me', localUser: 'me', uid: 1000, machine: 'laptop', env: {} };

/** By the name that they are looked up by; `*`: all others. */
type Servers = Readonly<Record<string, Readonly<Record<string, string>>>>;

function route(text: string, servers: Servers) {
  const read: ReadOptions = async ({ name }) =>
    new Map(
      Object.entries(servers[name] ?? servers['*'] ?? {}).map(([keyword, value]) => [keyword, [value]]),
    );
  return routeTo(parseDestination(text), read, account);
}

async function stations(...given: Parameters<typeof route>): Promise<readonly string[]> {
  const { hops, target, proxyCommand } = await route(...given);
  const named = [...hops, target].map(({ user, hostName, port }) => `${user}@${hostName}:${port}`);
  return proxyCommand === undefined ? named : [proxyCommand, ...named];
}

test('several jump hosts, each looked up on its own', async () => {
  const servers = {
    box: { proxyjump: 'a,joe@b:2222,ssh://c:23', user: 'root', hostname: '10.0.0.9' },
    a: { hostname: 'a.example.com', port: '24' },
    b: { user: 'not-joe', port: '25' },
  };
  expect(await stations('box', servers)).toEqual([
    'me@a.example.com:24',
    'joe@b:2222',
    'me@c:23',
    'root@10.0.0.9:22',
  ]);
});

test('user and port of the target are not those of its jump hosts', async () => {
  expect(await stations('joe@box:26', { box: { proxyjump: 'gate' } })).toEqual(['me@gate:22', 'joe@box:26']);
});

test('only the first jump host is reached through a proxy of its own', async () => {
  const servers = {
    box: { proxyjump: 'a,b' },
    a: { proxyjump: 'z' },
    b: { proxyjump: 'y', proxycommand: 'never' },
    z: { proxycommand: 'nc %h %p' },
  };
  expect(await stations('box', servers)).toEqual(['nc z 22', 'me@z:22', 'me@a:22', 'me@b:22', 'me@box:22']);
});

test('a ProxyJump has the tokens of the server behind it', async () => {
  expect(await stations('joe@box', { box: { proxyjump: '%r@gate-%h', hostname: '10.0.0.9' } })).toEqual([
    'joe@gate-10.0.0.9:22',
    'joe@10.0.0.9:22',
  ]);
});

test.each(['none', 'NONE'])('%s is no proxy', async (none) => {
  expect(await stations('box', { box: { proxyjump: none, proxycommand: none } })).toEqual(['me@box:22']);
});

test.each([
  [
    'a circle of one',
    { '*': { proxyjump: 'gate' } },
    /circle: me@box:22 through me@gate:22 through me@gate:22/,
  ],
  ['a circle of two', { box: { proxyjump: 'a' }, a: { proxyjump: 'b' }, b: { proxyjump: 'a' } }, /circle/],
  ['itself', { box: { proxyjump: 'box' } }, /circle/],
  ['an endless way', { '*': { proxyjump: 'x%h' } }, /more than 8 jump hosts/],
  ['a name with shell in it', { box: { proxyjump: 'a;reboot' } }, /cannot be the name of a server/],
  ['an option as a name', { box: { proxyjump: '-oProxyCommand=x' } }, /starts with a dash/],
  ['a HostName with shell in it', { box: { hostname: 'a;reboot' } }, /"a;reboot" cannot be the name/],
  ['a HostName with a space', { box: { hostname: 'a b' } }, /cannot be the name/],
  ['an unknown token', { box: { proxycommand: 'nc %d' } }, /ProxyCommand .* %d stands for nothing/],
  ['a descriptor passed', { box: { proxycommand: 'nc', proxyusefdpass: 'yes' } }, /ProxyUseFdpass/],
])('%s is refused', async (_name, servers, words) => {
  const refusal = await route('box', servers).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal).toMatchObject({ message: expect.stringMatching(words), exitCode: 3 });
});
