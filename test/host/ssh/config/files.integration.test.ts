import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { type RouteOptions, resolveRoute } from '../../../../src/host/ssh/config/resolve-route.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
let homes = 0;

/** A home of its own for a test, with these files below it; `system` is the system's configuration. */
function home(files: Readonly<Record<string, string>>) {
  homes += 1;
  const root = folder(`home-${homes}`);
  for (const [name, text] of Object.entries({ '.ssh/config': '', ...files })) {
    mkdirSync(dirname(`${root}/${name}`), { recursive: true });
    writeFileSync(`${root}/${name}`, text.replaceAll('HOME', root));
  }
  const options: RouteOptions = {
    home: root,
    localUser: 'me',
    env: {},
    ssh: null,
    systemConfig: `${root}/system`,
  };
  return { root, to: (name: string, more: object = {}) => resolveRoute(name, { ...options, ...more }) };
}

test('the operator’s configuration counts before the system’s, and a given file instead of both', async () => {
  const { root, to } = home({
    '.ssh/config': 'Host box\n  User joe\n',
    system: 'Host *\n  User sue\n  Port 24\n  IdentityFile ~/system-key\n',
    given: 'Port 25\n',
  });
  expect((await to('box')).target).toMatchObject({
    user: 'joe',
    port: 24,
    identityFiles: [`${root}/system-key`],
  });
  expect((await to('other')).target).toMatchObject({ user: 'sue', port: 24 });
  expect((await to('box', { configFile: `${root}/given` })).target).toMatchObject({ user: 'me', port: 25 });
});

test('no configuration at all: defaults below the home that was given', async () => {
  const { root, to } = home({});
  expect(await to('box')).toEqual({
    hops: [],
    target: {
      alias: 'box',
      hostName: 'box',
      port: 22,
      user: 'me',
      identityFiles: ['id_rsa', 'id_ecdsa', 'id_ed25519', 'id_dsa'].map((name) => `${root}/.ssh/${name}`),
      identitiesOnly: false,
      userKnownHosts: [`${root}/.ssh/known_hosts`, `${root}/.ssh/known_hosts2`],
      globalKnownHosts: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
      strictHostKeyChecking: 'ask',
      hashKnownHosts: false,
    },
  });
});

test('Include: names below ~/.ssh, ~ and patterns, sorted, hidden files left out', async () => {
  const { root, to } = home({
    '.ssh/config': 'Include more/*.conf "~/with space/x" HOME/nothing/*\nInclude more\nUser last\n',
    '.ssh/more/20.conf': 'Port 20\nUser twenty\n',
    '.ssh/more/10.conf': 'Port 10\n',
    '.ssh/more/.5.conf': 'Port 5\n',
    '.ssh/more/30.txt': 'Port 30\n',
    'with space/x': 'HostKeyAlias x\nInclude [a-c]?.deep\n',
    '.ssh/b1.deep': 'IdentityFile ~/deep\n',
    '.ssh/d1.deep': 'IdentityFile ~/not-this\n',
  });
  expect((await to('box')).target).toMatchObject({
    port: 10,
    user: 'twenty',
    hostKeyAlias: 'x',
    identityFiles: [`${root}/deep`],
  });
});

test('Include within a block: what it brings counts for that block, and its own blocks end with it', async () => {
  const { to } = home({
    '.ssh/config': 'Host box\n  Include inner\n  Port 24\nHost other\n  Include inner\n',
    '.ssh/inner': 'HostKeyAlias from-inner\nHost nobody\n  User nobody\nHost *\n  User joe\n',
  });
  expect((await to('box')).target).toMatchObject({ port: 24, user: 'joe', hostKeyAlias: 'from-inner' });
  const { target } = await to('third');
  expect([target.user, target.hostKeyAlias]).toEqual(['me', undefined]);
});

test.each([
  [
    'a file that includes itself',
    { '.ssh/config': 'Port 24\nInclude config\n' },
    /config, line 2: .* more than 16 deep/,
  ],
  [
    'a value that is none',
    { '.ssh/config': '\n\nPort many\n' },
    /config, line 3: "many" cannot be the value of Port/,
  ],
  [
    'a mistake in a file included elsewhere',
    { '.ssh/config': 'Host x\nInclude a', '.ssh/a': '\nUser' },
    /\.ssh\/a, line 2: User has no value/,
  ],
  ['single quotes', { '.ssh/config': "IdentityFile 'a b'" }, /line 1: .*several ways/],
  ['a backslash before a quote', { '.ssh/config': 'IdentityFile "a\\"b"' }, /line 1: .*several ways/],
  ['two values', { '.ssh/config': 'User a b' }, /line 1: there is something after the value/],
  ['an open quote', { '.ssh/config': 'User "a' }, /line 1: .*several ways/],
  [
    'a jump host that is none',
    { '.ssh/config': 'ProxyJump a b' },
    /line 1: "a b" cannot be the value of ProxyJump/,
  ],
  [
    'Match with an unknown criterion',
    { '.ssh/config': 'Match tagged x' },
    /line 1: only the ssh program .*"Match tagged"/,
  ],
  ['Match without a value', { '.ssh/config': 'Match host' }, /line 1: Match host has no value/],
  ['all with others', { '.ssh/config': 'Match all host x' }, /line 1: "all" of a Match stands alone/],
  ['~ in the system’s Include', { system: 'Include ~/x' }, /system, line 1: Include cannot use ~/],
  ['the home of another user', { '.ssh/config': 'IdentityFile ~joe/x' }, /home of another user/],
  [
    'a variable that is not set',
    { '.ssh/config': 'IdentityFile ${NOPE}/x' },
    /IdentityFile .*no value for \$\{NOPE\}/,
  ],
  ['names to be completed', { '.ssh/config': 'CanonicalizeHostname yes' }, /CanonicalizeHostname/],
])('%s is refused with its place', async (_name, files, words) => {
  const { to } = home(files);
  await expect(to('box')).rejects.toMatchObject({
    name: 'UserError',
    exitCode: 3,
    message: expect.stringMatching(words),
  });
});

test('a file that others may write is refused, a given one is the operator’s own business', async () => {
  const { root, to } = home({ '.ssh/config': 'Include inner\nPort 24\n', '.ssh/inner': 'User joe\n' });
  chmodSync(`${root}/.ssh/inner`, 0o666);
  await expect(to('box')).rejects.toThrow(/inner: others than you may write it/);
  await expect(to('box', { configFile: `${root}/.ssh/config` })).rejects.toThrow(/inner: others/);
  chmodSync(`${root}/.ssh/inner`, 0o600);
  chmodSync(`${root}/.ssh/config`, 0o620);
  await expect(to('box')).rejects.toThrow(/config: others than you may write it/);
  expect((await to('box', { configFile: `${root}/.ssh/config` })).target.user).toBe('joe');
});

test('a given file that is not there, or is none, is refused', async () => {
  const { root, to } = home({});
  await expect(to('box', { configFile: `${root}/none` })).rejects.toThrow(
    /none: it cannot be read \(ENOENT\)/,
  );
  await expect(to('box', { configFile: root })).rejects.toThrow(/it cannot be read \(EISDIR\)/);
});

test('Match exec is never run: refused where the answer depends on it', async () => {
  const { root, to } = home({
    '.ssh/config': 'Match host box exec "touch HOME/run"\n  Port 24\nMatch all\n  Port 25\n',
  });
  await expect(to('box')).rejects.toThrow(
    /config, line 1: only the ssh program can tell whether "Match exec" holds/,
  );
  expect((await to('other')).target.port).toBe(25);
  expect(existsSync(`${root}/run`)).toBe(false);
});

test('the agent: that of the environment, another, or none', async () => {
  const { root, to } = home({
    '.ssh/config': 'Host a\nIdentityAgent ~/%n\nHost b\nIdentityAgent none\nHost c\nIdentityAgent $OTHER\n',
  });
  const agent = async (name: string, env: Record<string, string>) =>
    (await to(name, { env })).target.identityAgent;
  expect(await agent('box', { SSH_AUTH_SOCK: '/agent' })).toBe('/agent');
  expect(await agent('box', { SSH_AUTH_SOCK: '' })).toBeUndefined();
  expect(await agent('a', { SSH_AUTH_SOCK: '/agent' })).toBe(`${root}/a`);
  expect(await agent('b', { SSH_AUTH_SOCK: '/agent' })).toBeUndefined();
  expect(await agent('c', { OTHER: '/other' })).toBe('/other');
  expect(await agent('c', {})).toBeUndefined();
});
