import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fingerprints } from '../../../../src/host/ssh/host-keys/fingerprint.js';
import { hashedName } from '../../../../src/host/ssh/host-keys/host-names.js';
import { lookUp, readKnownHosts } from '../../../../src/host/ssh/host-keys/known-hosts.js';
import { findHost, hostKeyVerdict, knownKeyTypes } from '../../../../src/host/ssh/host-keys/verdict.js';
import { type KeyPair, type KeyType, makeKeyPair } from '../../../support/ssh/keys.js';
import { temporaryFolder } from '../../temporary-folder.js';

/** OpenSSH itself says what is right. */
const folder = temporaryFolder();
const kinds = ['ed25519', 'rsa', 'ecdsa', 'dsa'] as const satisfies readonly KeyType[];
const pairs = new Map<string, KeyPair>();
const pair = (name: string): KeyPair => {
  const found = pairs.get(name);
  if (found === undefined) throw new Error(`no key ${name}`);
  return found;
};
const blobOf = (name: string) => Buffer.from(pair(name).publicLine.split(' ')[1] ?? '', 'base64');

beforeAll(async () => {
  for (const kind of kinds) pairs.set(kind, await makeKeyPair(folder(), kind));
  pairs.set('another', await makeKeyPair(folder(), 'ed25519'));
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
});

/** `{ed25519}` in a text stands for a public key as it stands in known_hosts. */
function file(name: string, lines: readonly string[]): { readonly path: string; readonly text: string } {
  const text = lines.map((line) => line.replace(/\{(\w+)\}/g, (_, key) => pair(key).publicLine)).join('\n');
  const path = folder(name);
  writeFileSync(path, `${text}\n`);
  return { path, text };
}

describe('ssh-keygen', () => {
  test.each(kinds)('prints the same fingerprints of a key of %s', async (kind) => {
    const printed = await Promise.all(
      ['sha256', 'md5'].map((hash) => execa('ssh-keygen', ['-l', '-E', hash, '-f', pair(kind).path])),
    );
    expect(Object.values(fingerprints(blobOf(kind)))).toEqual(
      printed.map(({ stdout }) => stdout.split(' ')[1]),
    );
  });

  test('hashes names that are found', async () => {
    const { path } = file('to-hash', ['mail,192.0.2.1 {ed25519}', '[mail]:2222 {another}', 'mail {rsa}']);
    await execa('ssh-keygen', ['-H', '-f', path]);
    const text = readFileSync(path, 'utf8');
    const { entries } = readKnownHosts(text, path);
    expect(entries.filter(({ names }) => !names.startsWith('|1|'))).toEqual([]);
    const found = (name: string) => lookUp(entries, name).map(({ blob }) => blob.toString('hex'));
    expect(found('mail').sort()).toEqual(['ed25519', 'rsa'].map((key) => blobOf(key).toString('hex')).sort());
    expect(found('192.0.2.1')).toEqual([blobOf('ed25519').toString('hex')]);
    expect(found('[mail]:2222')).toEqual([blobOf('another').toString('hex')]);
    expect(found('other')).toEqual([]);
  });

  /** The numbers of the lines that `ssh-keygen -F` finds; with `-l` only those with a key that it can read. */
  async function linesFound(path: string, name: string): Promise<readonly number[]> {
    const { stdout } = await execa('ssh-keygen', ['-l', '-F', name, '-f', path], { reject: false });
    return [...stdout.matchAll(/found: line (\d+)/g)].map(([, number]) => Number(number));
  }

  test('passes over the same lines', async () => {
    const key = pair('ed25519').publicLine;
    const { path, text } = file('odd', [
      '# mail {ed25519}',
      '  \tmail {ed25519}',
      'mail {ed25519}\r',
      'mail {ed25519} comment\r',
      '\r',
      'mail',
      'mail ',
      'mail #',
      'mail ssh-ed25519',
      'mail ssh-ed25519 #',
      `mail ${key.slice(0, -1)}`,
      `mail ${key}=`,
      `mail ${key.replace('ssh-ed25519', 'ssh-rsa')}`,
      `mail ${key.replace('ssh-ed25519', 'SSH-ED25519')}`,
      `mail ${pair('rsa').publicLine.replace('ssh-rsa', 'rsa-sha2-512')}`,
      'mail ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
      'mail 1024 35 123456789',
      '@revoked mail {ed25519}',
      '@cert-authority mail {ed25519}',
      '@revoked @revoked mail {ed25519}',
      '@other mail {ed25519}',
      'mail\t{ecdsa}',
      'mail {dsa}\0 garbage',
      'mail,!mail {ed25519}',
      `${'x'.repeat(1022)},mail {ed25519}`,
      `${'x'.repeat(1023)},mail {ed25519}`,
      `!${'x'.repeat(1022)},mail {ed25519}`,
      `${hashedName('mail', Buffer.alloc(20, 1))} {ed25519}`,
      `${hashedName('mail', Buffer.alloc(20, 1))}x {ed25519}`,
      `${hashedName('mail', Buffer.alloc(19, 1))} {ed25519}`,
      '|1|xx|yy {ed25519}',
      '|1 {ed25519}',
      'mail {ed25519}',
    ]);
    const found = lookUp(readKnownHosts(text, path).entries, 'mail').map(({ line }) => line);
    expect(found).toEqual(await linesFound(path, 'mail'));
    expect(found.at(-1)).toBe(33);
  });

  test('matches the same patterns', async () => {
    const names = ['ab', 'a.b', 'bab', 'b', '[ab]:22'];
    const pattern = fc.string({ unit: fc.constantFrom(...'abB.*?!,[]:2'), minLength: 1, maxLength: 9 });
    const patterns = fc.array(pattern, { minLength: 60, maxLength: 60 });
    const check = fc.asyncProperty(patterns, async (all) => {
      const { path, text } = file(
        'patterns',
        all.map((one) => `${one} {ed25519}`),
      );
      const { entries } = readKnownHosts(text, path);
      for (const name of names)
        expect(lookUp(entries, name).map(({ line }) => line)).toEqual(await linesFound(path, name));
    });
    await fc.assert(check, { numRuns: 10 });
  });
});

describe('ssh and sshd', () => {
  /** What `ssh` says of a server that shows these keys: no port is opened, and any name will do. */
  async function says(keys: readonly string[], known: string, host: string, port: number, alias?: string) {
    const config = folder('sshd_config');
    const hostKeys = keys.map((key) => `HostKey ${pair(key).path}`);
    writeFileSync(config, [...hostKeys, 'HostKeyAlgorithms +ssh-rsa,ssh-dss', 'PidFile none', ''].join('\n'));
    const options = [
      `ProxyCommand=/usr/sbin/sshd -i -f ${config}`,
      `UserKnownHostsFile=${known}`,
      'GlobalKnownHostsFile=/dev/null',
      'StrictHostKeyChecking=yes',
      'BatchMode=yes',
      'HostKeyAlgorithms=+ssh-dss',
      'IdentityFile=none',
      'IdentityAgent=none',
      ...(alias === undefined ? [] : [`HostKeyAlias=${alias}`]),
    ].flatMap((option) => ['-o', option]);
    const { stderr } = await execa(
      'ssh',
      ['-v', '-F', '/dev/null', ...options, '-p', String(port), `nobody@${host}`, 'true'],
      { reject: false },
    );
    const shown = /Server host key: (\S+)/.exec(stderr)?.[1];
    if (/WARNING: REVOKED HOST KEY/.test(stderr)) return { shown, verdict: 'revoked' };
    if (/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(stderr)) return { shown, verdict: 'changed' };
    if (/No \S+ host key is known for/.test(stderr)) return { shown, verdict: 'unknown' };
    if (/Permission denied/.test(stderr)) return { shown, verdict: 'known' };
    throw new Error(stderr);
  }

  const hash = (name: string) => hashedName(name, Buffer.alloc(20, 3));

  test.each<[verdict: string, lines: readonly string[], host: string, port?: number, alias?: string]>([
    ['unknown', [], 'mail'],
    ['known', ['mail {ed25519}'], 'mail'],
    ['known', ['MAIL {ed25519}'], 'Mail'],
    ['known', [`${hash('mail')} {ed25519}`], 'MAIL'],
    ['unknown', [`${hash('MAIL')} {ed25519}`], 'MAIL'],
    ['changed', [`${hash('mail')} {another}`], 'mail'],
    ['changed', ['mail {another}'], 'mail'],
    ['known', ['mail {another}', 'mail {ed25519}'], 'mail'],
    ['changed', ['mail {rsa}'], 'mail'],
    ['changed', ['mail {dsa}'], 'mail'],
    ['unknown', ['mail ssh-future AAAA'], 'mail'],
    ['revoked', ['mail {ed25519}', '@revoked * {ed25519}'], 'mail'],
    ['revoked', ['@revoked mail {ed25519}'], 'mail'],
    ['known', ['mail {ed25519}', '@revoked mail {another}'], 'mail'],
    ['known', ['*.example.com {ed25519}'], 'mail.example.com'],
    ['unknown', ['*.example.com,!mail.* {ed25519}'], 'mail.example.com'],
    ['known', ['[mail]:2222 {ed25519}'], 'mail', 2222],
    ['unknown', ['[mail]:2222 {ed25519}'], 'mail'],
    ['changed', ['[mail]:2222 {another}', 'mail {ed25519}'], 'mail', 2222],
    ['known', ['mail {ed25519}'], 'mail', 2222],
    ['unknown', ['mail {another}'], 'mail', 2222],
    ['unknown', ['[mail]:22 {ed25519}'], 'mail'],
    ['known', ['[ma?l]:2* {ed25519}'], 'mail', 2222],
    ['known', ['box {ed25519}'], 'mail', 2222, 'BOX'],
    ['unknown', ['mail {ed25519}'], 'mail', 22, 'box'],
  ])('%s: %j for %s', async (verdict, lines, host, port = 22, alias = undefined) => {
    const { path, text } = file('known_hosts', lines);
    const found = findHost(readKnownHosts(text, path).entries, {
      hostName: host,
      port,
      ...(alias === undefined ? {} : { hostKeyAlias: alias }),
    });
    const { verdict: theirs } = await says(['ed25519'], path, host, port, alias);
    expect([hostKeyVerdict(found, blobOf('ed25519')).kind, theirs]).toEqual([verdict, verdict]);
  });

  test.each([
    ['an authority', ['@cert-authority * {ed25519}'], 'certificate-authority', 'unknown'],
    [
      'a revocation without the port',
      ['[mail]:2222 {ed25519}', '@revoked mail {ed25519}'],
      'revoked',
      'known',
    ],
  ])('stricter than ssh: %s', async (_, lines, ours, theirs) => {
    const { path, text } = file('known_hosts', lines);
    const found = findHost(readKnownHosts(text, path).entries, { hostName: 'mail', port: 2222 });
    expect(hostKeyVerdict(found, blobOf('ed25519')).kind).toBe(ours);
    expect((await says(['ed25519'], path, 'mail', 2222)).verdict).toBe(theirs);
  });

  test.each(kinds)('a server with all keys shows the one of which the type is known: %s', async (kind) => {
    const { path, text } = file('known_hosts', [`mail {${kind}}`]);
    const [type = ''] = knownKeyTypes(
      findHost(readKnownHosts(text, path).entries, { hostName: 'mail', port: 22 }),
    );
    expect(await says(kinds, path, 'mail', 22)).toEqual({ shown: type, verdict: 'known' });
  });
});
