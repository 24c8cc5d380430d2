import { expect, test } from 'vitest';
import { nobody, withGiven } from '../../../src/cli/where/given-person.js';
import type { SecretRequest } from '../../../src/host/ssh/person.js';

const secrets = { password: 'p', passphrase: 'q', become: 'r' };
const request = (kind: SecretRequest['kind'], more: Partial<SecretRequest> = {}): SecretRequest => ({
  kind,
  subject: 'mail',
  ...more,
});

test.each<[SecretRequest, string | undefined]>([
  [request('password'), 'p'],
  [request('passphrase'), 'q'],
  [request('keyboard-interactive', { prompt: 'Password: ' }), 'p'],
  [request('sudo'), 'r'],
  [request('su'), 'r'],
  // A code or a user name is not the password.
  [request('keyboard-interactive', { echo: true }), undefined],
  [request('keyboard-interactive', { another: true }), undefined],
  // What is the target's is not sent to a jump host; a key may be the same for both.
  [request('password', { hop: true }), undefined],
  [request('keyboard-interactive', { hop: true }), undefined],
  [request('passphrase', { hop: true }), 'q'],
  // What was refused is not given again.
  [request('password', { again: true }), undefined],
  [request('passphrase', { again: true }), undefined],
  [request('sudo', { again: true }), undefined],
])('%j is answered with %s, and whoever is there is asked for the rest', async (asked, answer) => {
  expect(
    await withGiven(
      secrets,
      nobody(() => {}),
    ).secret(asked),
  ).toBe(answer);
  const person = { ...nobody(() => {}), secret: async () => 'typed' };
  expect(await withGiven(secrets, person).secret(asked)).toBe(answer ?? 'typed');
  expect(await withGiven({}, person).secret(asked)).toBe('typed');
});

test('nobody answers nothing, and notes are passed on', async () => {
  const notes: string[] = [];
  const person = withGiven(
    secrets,
    nobody((text) => void notes.push(text)),
  );
  const key = { server: 'm', type: 't', sha256: 's', md5: 'm', publicKeyFile: 'f', file: undefined };
  expect(await person.confirmHostKey(key)).toBeUndefined();
  expect(await person.allowLegacy({ server: 'm', missing: 'cipher', ident: undefined })).toBeUndefined();
  person.note('a banner');
  expect(notes).toEqual(['a banner']);
});
