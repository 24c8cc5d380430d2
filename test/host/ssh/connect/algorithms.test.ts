import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { algorithmsFor, mismatchOf } from '../../../../src/host/ssh/connect/algorithms.js';

test('without consent nothing is added to what ssh2 offers', () => {
  const { DEFAULT_SERVER_HOST_KEY } = createRequire(import.meta.url)('ssh2/lib/protocol/constants.js');
  const { kex, cipher, serverHostKey } = algorithmsFor([], false);
  expect([kex, cipher]).toEqual([undefined, undefined]);
  expect(serverHostKey).toEqual(DEFAULT_SERVER_HOST_KEY);
});

test('with it the sets of old servers are added behind, aes128-cbc before the longer ones', () => {
  const { kex, cipher, serverHostKey } = algorithmsFor([], true);
  expect(kex).toMatchObject({
    append: [
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group-exchange-sha1',
      'diffie-hellman-group1-sha1',
    ],
  });
  expect(cipher).toMatchObject({ append: ['aes128-cbc', '3des-cbc', 'aes192-cbc', 'aes256-cbc'] });
  expect(Array.isArray(serverHostKey) && serverHostKey.at(-1)).toBe('ssh-dss');
});

test('the types of known host keys are asked for first', () => {
  const { serverHostKey } = algorithmsFor(['ssh-rsa'], false);
  expect(Array.isArray(serverHostKey) && serverHostKey.slice(0, 4)).toEqual([
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-rsa',
    'ssh-ed25519',
  ]);
});

test.each([
  ['Handshake failed: no matching key exchange algorithm', 'key exchange'],
  ['Handshake failed: no matching host key format', 'host key'],
  ['Handshake failed: no matching C->S cipher', 'cipher'],
  ['Handshake failed: no matching S->C MAC', 'MAC'],
  ['Handshake failed: no matching C->S compression', 'compression'],
  ['Host denied (verification failed)', undefined],
])('%s', (message, family) => {
  expect(mismatchOf(message)?.family).toBe(family);
});
