import { expect, test } from 'vitest';
import { hashedName } from '../../../../src/host/ssh/host-keys/host-names.js';
import { lookUp, readKnownHosts } from '../../../../src/host/ssh/host-keys/known-hosts.js';
import { madeKey } from './made-key.js';

const { line: key, blob } = madeKey('ssh-ed25519');

const read = (text: string) => readKnownHosts(text, 'known_hosts');
const finds = (names: string, name: string) => lookUp(read(`${names} ${key}\n`).entries, name).length === 1;

test.each<[names: string, name: string, found: boolean]>([
  ['mail', 'mail', true],
  ['mail', 'mail2', false],
  ['Mail.Example.COM', 'mail.example.com', true],
  ['mail,192.0.2.1', '192.0.2.1', true],
  ['[mail]:2222', '[mail]:2222', true],
  ['[mail]:2222', 'mail', false],
  ['*.example.com', 'a.b.example.com', true],
  ['*.example.com', 'example.com', false],
  ['mail?', 'mail1', true],
  ['mail?', 'mail', false],
  ['*', '[mail]:2222', true],
  ['*,!mail', 'mail', false],
  ['!mail,*', 'mail', false],
  ['!mail,*', 'other', true],
  ['!mail', 'other', false],
  ['a**b', 'ab', true],
  ['*a*b', 'xaxbxb', true],
  [`${'x'.repeat(1023)},mail`, 'mail', false],
  [`${'x'.repeat(1022)},mail`, 'mail', true],
  [hashedName('mail', Buffer.alloc(20, 7)), 'mail', true],
  [hashedName('mail', Buffer.alloc(20, 7)), 'other', false],
  [hashedName('mail', Buffer.alloc(19, 7)), 'mail', false],
  [`${hashedName('mail', Buffer.alloc(20, 7))},mail`, 'mail', false],
  ['|1|', 'mail', false],
  ['|2|aaaa|bbbb', '*', false],
])('%s and %s: %s', (names, name, found) => {
  expect(finds(names, name)).toBe(found);
});

test('a pattern that was made to take for ever does not', () => {
  expect(finds('*a'.repeat(400), `${'a'.repeat(250)}b`)).toBe(false);
});

test.each([
  ['a comment after the key', `mail ${key} root@mail`],
  ['blanks and tabs', ` \tmail \t ${key.replace(' ', '\t \t')}\t`],
  ['ends of lines of DOS', `mail ${key}\r`],
  ['a comment and such an end', `mail ${key} root@mail\r`],
  ['no end of line', `mail ${key}`],
  ['a NUL, which ends the line', `mail ${key}\0garbage`],
])('%s', (_, line) => {
  expect(read(line)).toEqual({
    entries: [{ marker: 'none', names: 'mail', type: 'ssh-ed25519', blob, file: 'known_hosts', line: 1 }],
    malformed: 0,
  });
});

test('a name of an RSA signature is one of the key', () => {
  const { line } = madeKey('ssh-rsa');
  expect(read(`mail ${line.replace('ssh-rsa', 'rsa-sha2-512')}`).entries).toMatchObject([
    { type: 'ssh-rsa' },
  ]);
});

test('every type that OpenSSH has', () => {
  const types = ['ssh-rsa', 'ssh-dss', 'ssh-ed25519', 'ecdsa-sha2-nistp256'];
  const { entries } = read(types.map((type) => `mail ${madeKey(type).line}\n`).join(''));
  expect(entries.map(({ type }) => type)).toEqual(types);
});

test('markers', () => {
  const { entries } = read(`@revoked a ${key}\n@cert-authority\tb ${key}\nc ${key}\n`);
  expect(entries.map(({ marker, names, line }) => [marker, names, line])).toEqual([
    ['revoked', 'a', 1],
    ['cert-authority', 'b', 2],
    ['none', 'c', 3],
  ]);
});

test('comments and blank lines count for nothing', () => {
  expect(read(`# mail ${key}\n\n  # more\n\r\n`)).toEqual({ entries: [], malformed: 0 });
});

test.each([
  'mail',
  'mail ',
  'mail #comment',
  'mail ssh-ed25519',
  'mail ssh-ed25519 AAAA',
  `mail ${key.slice(0, -1)}`,
  `mail ${key.slice(0, -4)}`,
  `mail ${key.replace('ed25519', 'rsa')}`,
  `mail ${key.replace('A', '=')}`,
  `mail ${madeKey('ssh-future').line}`,
  `mail ${madeKey('ssh-rsa', '', 768).line}`,
  // The form of protocol 1: bits, exponent, modulus.
  'mail 1024 35 1234567890',
  `@unknown mail ${key}`,
  `@none mail ${key}`,
  `@revoked @cert-authority mail ${key}`,
  `@revokedmail ${key}`,
])('passed over: %s', (line) => {
  expect(read(`before ${key}\n${line}\nafter ${key}\n`)).toMatchObject({
    entries: [
      { names: 'before', line: 1 },
      { names: 'after', line: 3 },
    ],
    malformed: 1,
  });
});
