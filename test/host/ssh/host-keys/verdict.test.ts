import { expect, test } from 'vitest';
import { serverHostKeyOrder } from '../../../../src/host/ssh/host-keys/algorithms.js';
import { readKnownHosts } from '../../../../src/host/ssh/host-keys/known-hosts.js';
import { findHost, hostKeyVerdict, knownKeyTypes } from '../../../../src/host/ssh/host-keys/verdict.js';
import { madeKey } from './made-key.js';

const a = madeKey('ssh-ed25519', 'a');
const b = madeKey('ssh-ed25519', 'b');
const rsa = madeKey('ssh-rsa');
const dss = madeKey('ssh-dss');

type Server = Parameters<typeof findHost>[1];
const mail: Server = { hostName: 'mail', port: 22 };
const other: Server = { hostName: 'mail', port: 2222 };

function found(lines: readonly string[], server: Server) {
  return findHost(readKnownHosts(lines.join('\n'), 'known_hosts').entries, server);
}

test.each<[what: string, lines: readonly string[], server: Server, verdict: string]>([
  ['nothing known', [], mail, 'unknown'],
  ['the key', [`mail ${a.line}`], mail, 'known'],
  ['the key among others', [`mail ${b.line}`, `mail ${rsa.line}`, `mail ${a.line}`], mail, 'known'],
  ['another key', [`mail ${b.line}`], mail, 'changed'],
  ['a key of another type', [`mail ${rsa.line}`], mail, 'changed'],
  ['the key under another name', [`box ${a.line}`], mail, 'unknown'],
  ['the key for all', [`* ${a.line}`], mail, 'known'],
  ['a name in capitals', [`mail ${a.line}`], { ...mail, hostName: 'MAIL' }, 'known'],
  ['revoked', [`mail ${a.line}`, `@revoked * ${a.line}`], mail, 'revoked'],
  ['another one revoked', [`mail ${a.line}`, `@revoked * ${b.line}`], mail, 'known'],
  ['revoked elsewhere', [`mail ${a.line}`, `@revoked box ${a.line}`], mail, 'known'],
  ['only another one revoked', [`@revoked mail ${b.line}`], mail, 'unknown'],
  ['an authority', [`@cert-authority * ${b.line}`], mail, 'certificate-authority'],
  ['an authority with the very key', [`@cert-authority * ${a.line}`], mail, 'certificate-authority'],
  ['an authority, and the key', [`@cert-authority * ${b.line}`, `mail ${a.line}`], mail, 'known'],
  ['an authority, and another key', [`@cert-authority * ${b.line}`, `mail ${b.line}`], mail, 'changed'],
  ['the port', [`[mail]:2222 ${a.line}`], other, 'known'],
  ['another port', [`[mail]:2223 ${a.line}`], other, 'unknown'],
  ['the host without its port', [`mail ${a.line}`], other, 'known'],
  ['another key without its port', [`mail ${b.line}`], other, 'unknown'],
  ['the port decides', [`[mail]:2222 ${b.line}`, `mail ${a.line}`], other, 'changed'],
  ['revoked without its port', [`[mail]:2222 ${a.line}`, `@revoked mail ${a.line}`], other, 'revoked'],
  ['an authority without its port', [`@cert-authority mail ${a.line}`], other, 'certificate-authority'],
  ['22 is no part of a name', [`[mail]:22 ${a.line}`], mail, 'unknown'],
  ['an alias', [`box ${a.line}`, `mail ${b.line}`], { ...mail, hostKeyAlias: 'BOX' }, 'known'],
  ['an alias has no port', [`box ${a.line}`], { ...other, hostKeyAlias: 'box' }, 'known'],
  ['with an alias the host is nothing', [`mail ${a.line}`], { ...other, hostKeyAlias: 'box' }, 'unknown'],
])('%s: %s', (_, lines, server, verdict) => {
  expect(hostKeyVerdict(found(lines, server), a.blob).kind).toBe(verdict);
});

const offered = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];

test.each<[what: string, lines: readonly string[], server: Server, order: readonly string[]]>([
  ['nothing known', [], mail, offered],
  ['RSA', [`mail ${rsa.line}`], mail, [...offered.slice(2), ...offered.slice(0, 2)]],
  ['a type that is not offered', [`mail ${dss.line}`], mail, offered],
  ['RSA for the host', [`mail ${rsa.line}`], other, [...offered.slice(2), ...offered.slice(0, 2)]],
  ['only revoked', [`@revoked mail ${rsa.line}`], mail, offered],
  ['only an authority', [`@cert-authority mail ${rsa.line}`], mail, offered],
  ['RSA for the host, not its port', [`mail ${rsa.line}`, `[mail]:2222 ${a.line}`], other, offered],
])('the algorithms that are asked for, with %s', (_, lines, server, order) => {
  expect(serverHostKeyOrder(knownKeyTypes(found(lines, server)), offered)).toEqual(order);
});

test('DSA is asked for first where it is known and allowed', () => {
  const types = knownKeyTypes(found([`mail ${dss.line}`, `mail ${dss.line}`], mail));
  expect(types).toEqual(['ssh-dss']);
  expect(serverHostKeyOrder(types, [...offered, 'ssh-dss'])).toEqual(['ssh-dss', ...offered]);
});
