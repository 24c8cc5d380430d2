import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cancelled, ExitCode } from '../../../../src/errors.js';
import { fingerprints } from '../../../../src/host/ssh/host-keys/fingerprint.js';
import { HostKeyError } from '../../../../src/host/ssh/host-keys/host-key-error.js';
import { hostKeyJudge } from '../../../../src/host/ssh/host-keys/judge.js';
import type { SshSettings } from '../../../../src/host/ssh/settings.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { madeKey } from './made-key.js';
import { scriptedPerson, settingsFor } from './person.js';

const folder = temporaryFolder();
const key = madeKey('ssh-ed25519', 'key');
const other = madeKey('ssh-ed25519', 'other');
const print = fingerprints(key.blob);

let file = '';
let made = 0;
beforeEach(() => {
  file = folder(`known_hosts-${made++}`);
});

interface Case {
  readonly known?: string;
  readonly settings?: Partial<SshSettings>;
  readonly given?: readonly string[];
  readonly person?: ReturnType<typeof scriptedPerson>;
  readonly pinned?: Uint8Array;
  readonly shows?: Uint8Array;
}

async function judged({ known, settings, given = [], person = scriptedPerson(), pinned, shows }: Case) {
  if (known !== undefined) writeFileSync(file, known);
  const judge = await hostKeyJudge(settingsFor({ userKnownHosts: [file], ...settings }), {
    wishes: { hostKeys: given },
    person,
    ...(pinned === undefined ? {} : { pinned }),
  });
  await judge.judge(shows ?? key.blob);
  return judge;
}

async function refused(one: Case): Promise<HostKeyError> {
  const error: unknown = await judged(one).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof HostKeyError) return error;
  throw new Error('it was not refused for its key', { cause: error });
}

const told = ({ message, why, next }: HostKeyError) => [message, why, next].join('\n');

test('a known key asks nobody', async () => {
  const person = scriptedPerson('no');
  const { types } = await judged({ known: `mail.example.com ${key.line}\n`, person });
  expect(types).toEqual(['ssh-ed25519']);
  expect(person.asked).toEqual([]);
});

test('all files count, the system files too', async () => {
  const [second, system] = [folder('second'), folder('system')];
  writeFileSync(second, `mail.example.com ${key.line}\n`);
  writeFileSync(system, `@revoked * ${key.line}\n`);
  await judged({ settings: { userKnownHosts: [file, second] } });
  const error = await refused({ settings: { userKnownHosts: [file, second], globalKnownHosts: [system] } });
  expect(error.message).toContain(`revoked (${system}, line 1)`);
});

describe('an unknown key', () => {
  test('is shown with both fingerprints before it is accepted', async () => {
    const person = scriptedPerson('once');
    await judged({ known: 'damaged\n', person, settings: { port: 2222 } });
    const publicKeyFile = '/etc/ssh/ssh_host_ed25519_key.pub';
    expect(person.asked).toEqual([
      { server: 'mail:2222', type: 'ssh-ed25519', ...print, publicKeyFile, file },
    ]);
    expect(person.notes).toEqual([expect.stringContaining('passed over: 1.')]);
    expect(readFileSync(file, 'utf8')).toBe('damaged\n');
  });

  test.each(['accept-new', 'no'] as const)('is asked about with StrictHostKeyChecking %s', async (value) => {
    const person = scriptedPerson('once');
    await judged({ person, settings: { strictHostKeyChecking: value } });
    expect(person.asked).toHaveLength(1);
  });

  test('is remembered on request', async () => {
    await judged({ known: '# mine', person: scriptedPerson('remember') });
    expect(readFileSync(file, 'utf8')).toBe(`# mine\nmail.example.com ${key.line}\n`);
    await judged({});
  });

  test('that is refused by the person', async () => {
    const error = await refused({ person: scriptedPerson('no') });
    expect(error.exitCode).toBe(ExitCode.couldNotLook);
    expect(told(error)).toContain('was not accepted');
  });

  test('a person who stops has stopped', async () => {
    const confirmHostKey = () => Promise.reject(new Cancelled());
    await expect(judged({ person: { ...scriptedPerson(), confirmHostKey } })).rejects.toThrow(Cancelled);
  });

  test('without anybody names the flag', async () => {
    const error = await refused({});
    expect(error.exitCode).toBe(ExitCode.usage);
    expect(error.message).toContain(print.md5);
    expect(error.next).toContain(`--host-key ${print.sha256}`);
    expect(error.next).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
  });

  test('with StrictHostKeyChecking yes is refused, unless it was given', async () => {
    const person = scriptedPerson('once');
    const settings = { strictHostKeyChecking: 'yes' } as const;
    expect((await refused({ person, settings })).exitCode).toBe(ExitCode.couldNotLook);
    await judged({ person, settings, given: [print.sha256] });
    expect(person.asked).toEqual([]);
  });

  test.each([print.sha256, print.md5, print.md5.slice(4)])(
    'that was given is accepted: %s',
    async (given) => {
      const person = scriptedPerson('no');
      await judged({ person, given: [fingerprints(other.blob).sha256, given] });
      expect(person.asked).toEqual([]);
    },
  );

  test('that is not the given one shows both, and asks nobody', async () => {
    const person = scriptedPerson('once');
    const given = fingerprints(other.blob).sha256;
    const error = await refused({ person, given: [given] });
    expect(error.message).toContain(print.sha256);
    expect(error.message).toContain(given);
    expect(error.exitCode).toBe(ExitCode.couldNotLook);
    expect(person.asked).toEqual([]);
  });
});

describe('always refused', () => {
  const given = [print.sha256];

  test('a changed key, also when it is given, with how to check and to forget', async () => {
    const person = scriptedPerson('once');
    const error = await refused({
      known: `# first\n[mail.example.com]:2222 ${other.line}\n`,
      settings: { port: 2222 },
      given,
      person,
    });
    expect(error.exitCode).toBe(ExitCode.couldNotLook);
    expect(error.message).toContain(`${fingerprints(other.blob).sha256} (${file}, line 2)`);
    expect(error.message).toContain(print.sha256);
    const command = (error.next ?? '').split('\n').at(-1) ?? '';
    expect(command).toBe(`ssh-keygen -R '[mail.example.com]:2222' -f ${file}`);
    expect(person.asked).toEqual([]);
    // What it says to do does it.
    await execa('sh', ['-c', command]);
    expect(readFileSync(file, 'utf8')).toBe('# first\n');
  });

  test('a key of another type says so', async () => {
    const error = await refused({ known: `mail.example.com ${madeKey('ssh-rsa').line}\n` });
    expect(error.why).toContain('another type');
    const same = await refused({ known: `mail.example.com ${other.line}\n` });
    expect(same.why).not.toContain('another type');
  });

  test('a revoked key', async () => {
    const known = `mail.example.com ${key.line}\n@revoked mail.example.com ${key.line}\n`;
    expect((await refused({ known, given })).message).toContain('is revoked');
  });

  test('what only an authority could vouch for; the line that is named lets it in', async () => {
    const known = `@cert-authority *.example.com ${other.line}\n`;
    const error = await refused({ known, given });
    expect(error.message).toContain(`@cert-authority in ${file}, line 1`);
    await judged({ known: `${known}${(error.next ?? '').split('\n').at(-1)}\n` });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['nonsense', Buffer.from('nonsense')],
    ['a length that lies', Buffer.from('ffffffff00', 'hex')],
    ['a short RSA key', madeKey('ssh-rsa', '', 768).blob],
  ])('what is no key: %s', async (_, shows) => {
    const error = await refused({ shows, person: scriptedPerson('once') });
    expect(error.exitCode).toBe(ExitCode.couldNotLook);
  });

  test('text from outside is shown without its control characters', async () => {
    const hostile = 'mail\u001b[2J';
    const error = await refused({ settings: { alias: hostile }, given: ['\u001b]0;x'] });
    expect(told(error)).not.toContain('\u001b');
  });
});

describe('when the line is made again', () => {
  test('the key must be the very same one; no file is looked at', async () => {
    const pinned = key.blob;
    const settings = { userKnownHosts: [folder()] };
    const { types } = await judged({ pinned, settings });
    expect(types).toEqual(['ssh-ed25519']);
    const error = await refused({ pinned, settings, shows: other.blob, person: scriptedPerson('once') });
    expect(error.message).toContain(print.sha256);
    expect(error.message).toContain(fingerprints(other.blob).sha256);
  });
});

describe('known hosts files', () => {
  test.each([
    ['none'],
    ['/dev/null'],
    ['what is not there', 'missing'],
    ['below what is no folder', 'file', 'known_hosts'],
  ])('%s says nothing', async (name, ...below) => {
    writeFileSync(folder('file'), '');
    const path = below.length === 0 ? name : folder(...below);
    const person = scriptedPerson('once');
    await judged({ settings: { userKnownHosts: [path], globalKnownHosts: [path] }, person });
    expect(person.asked).toHaveLength(1);
  });

  test('where there is none the key is not remembered, and that is said', async () => {
    const person = scriptedPerson('remember');
    await judged({ settings: { userKnownHosts: ['none'] }, person });
    expect(person.asked).toMatchObject([{ file: undefined }]);
    expect(person.notes).toEqual([expect.stringContaining('not remembered')]);
  });

  test('one that cannot be written is said, and stops nothing', async () => {
    const person = scriptedPerson('remember');
    await judged({ settings: { userKnownHosts: ['/proc/nowhere/known_hosts'] }, person });
    expect(person.notes).toEqual([expect.stringContaining('not remembered')]);
  });

  test('a folder, a pipe or a device in its place refuses', async () => {
    const [aFolder, pipe] = [folder('a-folder'), folder('pipe')];
    mkdirSync(aFolder);
    await execa('mkfifo', [pipe]);
    for (const path of [aFolder, pipe, '/dev/zero']) {
      const judge = judged({ settings: { globalKnownHosts: [path] }, given: [print.sha256] });
      await expect(judge).rejects.toMatchObject({
        message: expect.stringContaining(path),
        exitCode: ExitCode.couldNotLook,
      });
    }
  });

  test('one that is larger than any refuses', async () => {
    writeFileSync(file, '');
    truncateSync(file, 65 * 1024 * 1024);
    await expect(judged({ given: [print.sha256] })).rejects.toMatchObject({
      message: expect.stringContaining('bytes'),
      exitCode: ExitCode.couldNotLook,
    });
  });

  test('one that may not be read refuses', async () => {
    writeFileSync(file, '');
    chmodSync(file, 0);
    // Root may read anything: this asks the same question as somebody else.
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.(65534);
    try {
      await expect(judged({ given: [print.sha256] })).rejects.toMatchObject({
        message: expect.stringMatching(/known_hosts-\d+ cannot be read: EACCES/),
        exitCode: ExitCode.couldNotLook,
      });
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
  });
});
