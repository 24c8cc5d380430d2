import { expect, test } from 'vitest';
import {
  fingerprints,
  hasFingerprint,
  isFingerprint,
} from '../../../../src/host/ssh/host-keys/fingerprint.js';
import { madeKey } from './made-key.js';

const { blob } = madeKey('ssh-ed25519');
const { sha256, md5 } = fingerprints(blob);

test('the forms', () => {
  expect(sha256).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(md5).toMatch(/^MD5:[0-9a-f]{2}(:[0-9a-f]{2}){15}$/);
});

test.each([
  ['SHA256', sha256],
  ['with the = that belongs to base64', `${sha256}=`],
  ['without its prefix', sha256.slice(7)],
  ['MD5', md5],
  ['MD5 as servers of the period print it', md5.slice(4)],
  ['MD5 in capitals', md5.slice(4).toUpperCase()],
])('taken: %s', (_, text) => {
  expect(isFingerprint(text)).toBe(true);
  expect(hasFingerprint(blob, ['nonsense', text])).toBe(true);
  expect(hasFingerprint(madeKey('ssh-ed25519', 'other').blob, [text])).toBe(false);
});

test.each([
  ['nothing', ''],
  ['cut off', sha256.slice(0, -1)],
  ['the start of MD5', md5.slice(0, -3)],
  ['in lower case', sha256.toLowerCase()],
  ['more than it', `${sha256} mail`],
  ['MD5 as SHA256', `SHA256:${md5.slice(4)}`],
])('never the one: %s', (_, text) => {
  expect(hasFingerprint(blob, [text])).toBe(false);
});

test('what is none is told apart', () => {
  expect([sha256.slice(0, -1), md5.slice(0, -3), 'yes', ''].filter(isFingerprint)).toEqual([]);
});
