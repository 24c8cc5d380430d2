import { expect, test } from 'vitest';
import { knowsKeyType } from '../../../../src/host/ssh/connect/old-ident.js';

test.each([
  ['SSH-1.99-OpenSSH_3.6.1p2', 'ssh-rsa', true],
  ['SSH-1.99-OpenSSH_3.6.1p2', 'ssh-dss', true],
  ['SSH-1.99-OpenSSH_3.6.1p2', 'ssh-ed25519', false],
  ['SSH-2.0-OpenSSH_4.3p2 Debian-8ubuntu1', 'ecdsa-sha2-nistp256', false],
  ['SSH-2.0-OpenSSH_5.7', 'ecdsa-sha2-nistp256', true],
  ['SSH-2.0-OpenSSH_6.4', 'ssh-ed25519', false],
  ['SSH-2.0-OpenSSH_6.5', 'ssh-ed25519', true],
  ['SSH-2.0-OpenSSH_9.2p1', 'ssh-ed25519', true],
  ['SSH-2.0-OpenSSH_10.0', 'ssh-ed25519', true],
  ['SSH-2.0-dropbear_0.52', 'ssh-ed25519', true],
])('%s and %s: %s', (ident, type, knows) => {
  expect(knowsKeyType(ident, type)).toBe(knows);
});
