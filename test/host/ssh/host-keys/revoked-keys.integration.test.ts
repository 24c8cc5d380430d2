import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ExitCode } from '../../../../src/errors.js';
import { fingerprints } from '../../../../src/host/ssh/host-keys/fingerprint.js';
import { hostKeyJudge } from '../../../../src/host/ssh/host-keys/judge.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { madeKey } from './made-key.js';
import { scriptedPerson, settingsFor } from './person.js';

const folder = temporaryFolder();
const key = madeKey('ssh-ed25519', 'key');
const other = madeKey('ssh-rsa', 'other');

function file(name: string, content: string | Uint8Array): string {
  const path = folder(name);
  writeFileSync(path, content);
  return path;
}

/** The key is known, and was named on the command line as well. */
async function judged(revokedHostKeys: string, person = scriptedPerson('once')) {
  const known = file('known', `mail.example.com ${key.line}\n`);
  const { sha256 } = fingerprints(key.blob);
  const judge = await hostKeyJudge(settingsFor({ userKnownHosts: [known], revokedHostKeys }), {
    wishes: { hostKeys: [sha256] },
    person,
  });
  await judge.judge(key.blob);
}

test('a known key that is revoked in a file is refused, and nobody is asked', async () => {
  const person = scriptedPerson('once');
  const path = file('revoked', `# gone\r\n\n${other.line} a comment\n  ${key.line}\r\n`);
  await expect(judged(path, person)).rejects.toMatchObject({
    name: 'HostKeyError',
    message: expect.stringContaining(`is revoked (${path}, line 4)`),
    exitCode: ExitCode.couldNotLook,
  });
  expect(person.asked).toEqual([]);
});

test.each([
  ['is empty', ''],
  ['has other keys only', `${other.line}\n#${key.line}\n`],
])('a file that %s refuses nothing', async (_what, text) => {
  await expect(judged(file('harmless', text))).resolves.toBeUndefined();
});

test.each([
  ['that is not there', () => folder('nowhere'), /cannot be read: ENOENT/],
  ['that is a folder', () => folder(), /cannot be read: it is a folder/],
  [
    'with a line that is no key',
    () => file('odd', `${other.line}\nssh-ed25519 AAAA\n`),
    /line 2 is no public key/,
  ],
  [
    'with a key of another type than it says',
    () => file('type', key.line.replace('ed25519', 'rsa')),
    /line 1 is no/,
  ],
])('a file %s lets no server in', async (_what, make, words) => {
  await expect(judged(make())).rejects.toMatchObject({
    message: expect.stringMatching(words),
    why: expect.stringContaining('Nothing was sent'),
    exitCode: ExitCode.couldNotLook,
  });
});

test('a revocation list as ssh-keygen makes it is refused with what to do instead', async () => {
  const listed = file('listed.pub', `${other.line}\n`);
  execFileSync('ssh-keygen', ['-k', '-f', folder('list.krl'), listed]);
  await expect(judged(folder('list.krl'))).rejects.toMatchObject({
    message: expect.stringContaining('binary key revocation list'),
    next: expect.stringContaining('text file'),
  });
});
