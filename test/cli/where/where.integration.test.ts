import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runApply } from '../../../src/cli/apply.js';
import { runHistory } from '../../../src/cli/history.js';
import { runPlan } from '../../../src/cli/plan.js';
import { runRollback } from '../../../src/cli/rollback.js';
import type { WhereOptions } from '../../../src/cli/where/flags.js';
import { readReach, readWhere, secretVariables } from '../../../src/cli/where/where.js';
import { ExitCode, UserError } from '../../../src/errors.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { ioDouble } from '../io-double.js';

const folder = temporaryFolder();
const sha256 = 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8';
const md5 = 'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48';

const reach = (options: WhereOptions, env: Record<string, string> = {}) =>
  readReach(options, { env, cwd: folder() });
const where = (options: WhereOptions) => readWhere(options, { env: {}, cwd: folder() });

function file(name: string, content: string): string {
  writeFileSync(folder(name), content);
  return name;
}

describe('how a server is reached', () => {
  test('without a word: nothing is accepted, nothing old is used, and sudo where it is needed', async () => {
    expect(await reach({})).toEqual({ wishes: { hostKeys: [], legacy: 'no', become: 'auto' }, secrets: {} });
  });

  test('as it was said', async () => {
    const said = {
      hostKey: [sha256, md5],
      legacySsh: true,
      become: 'su',
      outside: '192.0.2.1',
      sshConfig: file('config', ''),
    } as const;
    expect(await reach(said)).toEqual({
      configFile: folder('config'),
      wishes: { hostKeys: [sha256, md5], legacy: 'once', become: 'su' },
      secrets: {},
      outside: '192.0.2.1',
    });
    expect((await reach({ legacySsh: true, rememberLegacySsh: true })).wishes.legacy).toBe('remember');
  });

  test('no configuration at all is called as for ssh -F', async () => {
    expect((await reach({ sshConfig: 'none' })).configFile).toBe('/dev/null');
  });

  test('a configuration that cannot be read is a slip in the words', async () => {
    await expect(reach({ sshConfig: 'nowhere' })).rejects.toMatchObject({
      message: 'The SSH configuration nowhere cannot be read: there is no such file.',
      exitCode: ExitCode.usage,
    });
  });

  test('secrets come from files before variables; an empty variable counts as not set', async () => {
    const env = {
      [secretVariables.password]: 'from the variable',
      [secretVariables.passphrase]: '',
      [secretVariables.become]: 'for sudo',
    };
    const sshPasswordFile = file('password', 'from the file \r\n');
    expect((await reach({ sshPasswordFile }, env)).secrets).toEqual({
      password: 'from the file ',
      become: 'for sudo',
    });
  });

  test.each<[string, () => WhereOptions, RegExp]>([
    ['an empty file', () => ({ sshPasswordFile: file('a', '\n') }), /^The SSH password file a is empty\.$/],
    [
      'two lines',
      () => ({ becomePasswordFile: file('b', 's3cret\ns3cret\n') }),
      /^The password file b has more than one line\.$/,
    ],
    ['no file', () => ({ sshPassphraseFile: 'none' }), /^The passphrase file none cannot be read/],
    [
      'no fingerprint',
      () => ({ hostKey: [sha256, 'SHA256:\u001b[2J'] }),
      /^--host-key: "SHA256:\\x1b\[2J" is no fingerprint/,
    ],
    ['an empty fingerprint', () => ({ hostKey: [''] }), /^--host-key: "" is no fingerprint/],
  ])('%s is refused', async (_name, options, message) => {
    const error: unknown = await reach(options()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), exitCode: ExitCode.usage });
    expect(JSON.stringify(error)).not.toMatch(/s3cret/);
  });

  test('what is no fingerprint is told with one that is', async () => {
    await expect(reach({ hostKey: ['abc'] })).rejects.toMatchObject({
      next: expect.stringContaining(sha256),
    });
  });
});

describe('one server', () => {
  test('is named, or it is this machine', async () => {
    expect(await where({ host: ['root@mail'] })).toMatchObject({ destination: 'root@mail' });
    expect(await where({})).not.toHaveProperty('destination');
  });

  test.each<[string, WhereOptions]>([
    ['--ssh-config', { sshConfig: 'x' }],
    ['--host-key', { hostKey: [sha256] }],
    ['--legacy-ssh', { legacySsh: true }],
    ['--remember-legacy-ssh', { rememberLegacySsh: true }],
    ['--become', { become: 'sudo' }],
    ['--outside', { outside: '192.0.2.1' }],
    ['--ssh-password-file', { sshPasswordFile: '/dev/null' }],
  ])('%s without --host is refused', async (flag, options) => {
    if (flag.endsWith('-file')) options = { sshPasswordFile: file('pw', 'x\n') };
    await expect(where(options)).rejects.toMatchObject({
      message: `${flag} was given, but no --host.`,
      exitCode: ExitCode.usage,
    });
  });

  test('passwords in the environment alone mean nothing for this machine', async () => {
    const env = { [secretVariables.password]: 'x' };
    expect(await readWhere({}, { env, cwd: folder() })).toMatchObject({
      reach: { secrets: { password: 'x' } },
    });
  });
});

const none = {
  watch: {
    signal: new AbortController().signal,
    sayThrough: () => {},
    aside: <T>(work: () => Promise<T>) => work(),
    dispose: () => {},
  },
  open: () => Promise.reject(new Error('nothing is opened')),
  engine: () => Promise.reject(new Error('nothing is begun')),
};

describe.each([
  [
    'history',
    (words: readonly string[], io: ReturnType<typeof ioDouble>['io']) => runHistory(words, io, none),
  ],
  ['plan', (words: readonly string[], io: ReturnType<typeof ioDouble>['io']) => runPlan(words, io, none)],
  [
    'rollback',
    (words: readonly string[], io: ReturnType<typeof ioDouble>['io']) =>
      runRollback(['--yes', ...words], io, none),
  ],
] as const)('gateway-setup %s', (_name, run) => {
  test.each([
    [
      ['--host', 'a', '--host', 'b'],
      /^--host was given more than once, and this command works on one server\.$/,
    ],
    [['--legacy-ssh'], /^--legacy-ssh was given, but no --host\.$/],
    [['--host', 'a', '--host-key', 'abc'], /^--host-key: "abc" is no fingerprint/],
  ])('%j is refused before anything is opened', async (words, message) => {
    await expect(run(words, ioDouble().io)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      exitCode: ExitCode.usage,
    });
  });
});

test.each([
  ['history', runHistory],
  ['plan', runPlan],
  ['apply', runApply],
  ['rollback', runRollback],
] as const)('%s --help names the variables for passwords', async (_name, run) => {
  const { io, out } = ioDouble();
  await run(['--help'], io, none);
  for (const variable of Object.values(secretVariables)) expect(out()).toContain(variable);
  expect(
    Math.max(
      ...out()
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(100);
});
