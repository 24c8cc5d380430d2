import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { readKnownHosts } from '../../../../src/host/ssh/host-keys/known-hosts.js';
import { type PublicKey, publicKey } from '../../../../src/host/ssh/host-keys/public-key.js';
import { rememberHostKey } from '../../../../src/host/ssh/host-keys/remember.js';
import { findHost, hostKeyVerdict } from '../../../../src/host/ssh/host-keys/verdict.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { madeKey } from './made-key.js';

const folder = temporaryFolder();
const key = keyOf('');

function keyOf(seed: string): PublicKey {
  const read = publicKey(madeKey('ssh-ed25519', seed).blob);
  if (read === undefined) throw new Error('no key');
  return read;
}

const mode = (path: string) => statSync(path).mode & 0o777;

test('the file and its folder are made for their owner only', async () => {
  const file = folder('.ssh', 'known_hosts');
  await rememberHostKey(file, '[mail]:2222', key, false);
  expect([mode(folder('.ssh')), mode(file)]).toEqual([0o700, 0o600]);
  expect(readFileSync(file, 'utf8')).toBe(`[mail]:2222 ${madeKey('ssh-ed25519').line}\n`);
});

test('what stands there stays, and so does its mode', async () => {
  const file = folder('kept');
  writeFileSync(file, 'anything\r\nand more', { mode: 0o644 });
  await rememberHostKey(file, 'a', key, false);
  await rememberHostKey(file, 'b', key, false);
  const { line } = madeKey('ssh-ed25519');
  expect(readFileSync(file, 'utf8')).toBe(`anything\r\nand more\na ${line}\nb ${line}\n`);
  expect(mode(file)).toBe(0o644);
});

test('a hashed name is found by ssh-keygen, and by nobody who does not know it', async () => {
  const file = folder('hashed');
  await rememberHostKey(file, '[mail]:2222', key, true);
  await rememberHostKey(file, '[mail]:2222', key, true);
  const { entries } = readKnownHosts(readFileSync(file, 'utf8'), file);
  const [first = '', second] = entries.map(({ names }) => names);
  expect(first).toMatch(/^\|1\|/);
  expect(first).not.toBe(second);
  const { stdout } = await execa('ssh-keygen', ['-F', '[mail]:2222', '-f', file]);
  expect(stdout).toContain('found: line 1');
});

test.each(['*', 'a,b', '!mail', '#mail', '@revoked', 'a b', 'a\nb', '|1|x', 'mail?'])(
  'a name that would mean something else stands for itself only: %j',
  async (name) => {
    const file = folder(`odd-${Buffer.from(name).toString('hex')}`);
    await rememberHostKey(file, name, key, false);
    const { entries, malformed } = readKnownHosts(readFileSync(file, 'utf8'), file);
    const verdict = (hostKeyAlias: string) =>
      hostKeyVerdict(findHost(entries, { hostName: 'x', port: 22, hostKeyAlias }), key.blob).kind;
    expect([entries.length, malformed]).toEqual([1, 0]);
    expect([name, 'a', 'mail1'].map(verdict)).toEqual(['known', 'unknown', 'unknown']);
  },
);

test('many at the same time', async () => {
  const file = folder('many');
  writeFileSync(file, '# no end of line');
  const names = Array.from({ length: 40 }, (_, number) => `mail${number}`);
  await Promise.all(names.map((name) => rememberHostKey(file, name, keyOf(name), false)));
  const { entries, malformed } = readKnownHosts(readFileSync(file, 'utf8'), file);
  expect(malformed).toBe(0);
  expect(entries.map((entry) => entry.names).sort()).toEqual(names.sort());
});
