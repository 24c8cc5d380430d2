import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAnswersFile } from '../../src/cli/answers-file.js';
import { answersFromEnvironment } from '../../src/cli/environment.js';
import { givenAnswers } from '../../src/cli/given-answers.js';
import { ExitCode, UserError } from '../../src/errors.js';
import type { AnswerKey } from '../../src/questions/question.js';
import { escapeControl } from '../../src/text/escape.js';

const all = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(all, { recursive: true }));

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(all, 'folder-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

async function failure(work: () => unknown): Promise<UserError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('precedence: file, environment, flags; the later wins', () => {
  const cwd = folder({ 'a.ini': 'recipient = file@example.com\nlicense = /file\npackage = /file\n' });
  const env = { GATEWAY_SETUP_LICENSE: '/env', GATEWAY_SETUP_PACKAGE: '/env' };
  const flags = new Map<AnswerKey, string>([['package', '/flag']]);

  test.each([
    ['all', { flags, file: 'a.ini' }, env, ['file@example.com', '/env', '/flag']],
    ['file and flags', { flags, file: 'a.ini' }, {}, ['file@example.com', '/file', '/flag']],
    ['environment only', { flags: new Map() }, env, [undefined, '/env', '/env']],
    [
      'an empty variable is not set',
      { flags: new Map(), file: 'a.ini' },
      { GATEWAY_SETUP_LICENSE: '' },
      ['file@example.com', '/file', '/file'],
    ],
    ['nothing', { flags: new Map() }, {}, [undefined, undefined, undefined]],
  ] as const)('%s', async (_name, sources, environment, wanted) => {
    const { given } = await givenAnswers(sources, { cwd, env: environment });
    expect([given.get('recipient'), given.get('license'), given.get('package')]).toEqual(wanted);
  });
});

describe('an answers file', () => {
  test('comments, blanks, a byte order mark, CRLF and true/false are understood', () => {
    const text =
      '\ufeff# mine\r\nlicense = /a b.lic\r\n; more\r\n\r\naccept-distribution = true\r\ndelivery-timeout=30\r\n';
    expect([...parseAnswersFile(text, 'a.ini')]).toEqual([
      ['license', '/a b.lic'],
      ['accept-distribution', 'yes'],
      ['delivery-timeout', '30'],
    ]);
  });

  test.each([
    [
      'an unknown key',
      'lisense = /a',
      'a.ini holds the key "lisense", which is not known.',
      'Did you mean license?',
    ],
    [
      'a key like none',
      'zzzzzzzz = 1',
      'a.ini holds the key "zzzzzzzz", which is not known.',
      'The keys are: scanner',
    ],
    [
      'a secret',
      'mailbox-password = x',
      'a secret does not belong in an answers file.',
      '--mailbox-password-file <file>',
    ],
    [
      'a secret list',
      'mailbox-password[] = x',
      'a secret does not belong in an answers file.',
      'GATEWAY_SETUP_MAILBOX_PASSWORD',
    ],
    ['a section', '[smtp]\nlicense = /a', '"smtp" is a section or a list', 'Remove the line in [brackets]'],
    ['a list', 'license[] = /a', '"license" is a section or a list', 'Remove'],
    ['a wrong value', 'delivery-timeout = 0', 'a.ini, key delivery-timeout: "0"', 'how many seconds'],
    ['a relative path', 'license = a.lic', 'must be absolute', 'licence file'],
    ['a key without a value', 'license', '"true"', 'licence file'],
    [
      'a key twice',
      'license = /a\n# license = /c\n"license"=/b',
      'holds the key license twice, on lines 1 and 3',
      'Remove',
    ],
    ['a long value', `license = ${'x'.repeat(400)}`, 'x… (323 more characters)', '--license: licence file'],
  ])('refuses %s', async (_name, text, message, next) => {
    const error = await failure(() => parseAnswersFile(text, 'a.ini'));
    expect(error.message).toContain(message);
    expect(error.next).toContain(next);
    expect(error.exitCode).toBe(ExitCode.usage);
  });

  test.each([
    ['missing.ini', 'there is no such file'],
    ['folder', 'it is a folder'],
    ['a.ini/x', 'a part of its path is not a folder'],
    ['nul\0', 'the name holds a NUL character'],
  ])('%s: %s', async (file, reason) => {
    const cwd = folder({ 'a.ini': '' });
    mkdirSync(join(cwd, 'folder'));
    const error = await failure(() => givenAnswers({ flags: new Map(), file }, { cwd, env: {} }));
    expect(error.message).toBe(`The answers file ${escapeControl(file)} cannot be read: ${reason}.`);
    expect(error.exitCode).toBe(ExitCode.usage);
  });
});

test('a file without an end is not read to its end', async () => {
  const error = await failure(() =>
    givenAnswers({ flags: new Map(), file: '/dev/zero' }, { cwd: '/', env: {} }),
  );
  expect(error.message).toBe(
    'The answers file /dev/zero is larger than 64 KiB, so it cannot be what was meant.',
  );
});

test('a name that is too long is cut', async () => {
  const error = await failure(() =>
    givenAnswers({ flags: new Map(), file: 'x'.repeat(400) }, { cwd: '/', env: {} }),
  );
  expect(error.message).toContain('(223 more characters) cannot be read: the name is too long.');
});

test('line ends of a value are not printed as they are', async () => {
  const flags = new Map<AnswerKey, string>([['license', '/a\nError: b']]);
  const error = await failure(() => givenAnswers({ flags }, { cwd: '/', env: {} }));
  expect(error.message).toContain('"/a\\x0aError: b" is not an answer');
});

describe('the environment', () => {
  test('an unknown variable is told with the nearest known one, ours are left alone', () => {
    const { answers, warnings } = answersFromEnvironment({
      GATEWAY_SETUP_LISENSE: '/a',
      GATEWAY_SETUP_LABS: '/labs',
      GATEWAY_SETUP_YES: '1',
      GATEWAY_SETUP_TUNE: '1',
      GATEWAY_SETUP_FROBNICATE: '1',
      'GATEWAY_SETUP_\u001b[2J': '1',
      GATEWAY_SETUP_RECIPIENT: 'a@example.com',
      PATH: '/bin',
    });
    expect([...answers]).toEqual([['recipient', 'a@example.com']]);
    expect(warnings).toEqual([
      'The variable GATEWAY_SETUP_LISENSE is not known and not used. Did you mean GATEWAY_SETUP_LICENSE?',
      'The variable GATEWAY_SETUP_YES is not known and not used. It can only be given as the flag --yes.',
      'The variable GATEWAY_SETUP_TUNE is not known and not used. It can only be given as the flag --tune.',
      'The variable GATEWAY_SETUP_FROBNICATE is not known and not used.',
      'The variable GATEWAY_SETUP_\\x1b[2J is not known and not used.',
    ]);
  });

  test('a wrong value names the variable', async () => {
    const error = await failure(() => answersFromEnvironment({ GATEWAY_SETUP_RECIPIENT: 'nobody' }));
    expect(error.message).toContain('the variable GATEWAY_SETUP_RECIPIENT: "nobody" is not an answer');
    expect(error.exitCode).toBe(ExitCode.usage);
  });

  test('a wrong secret is never repeated', async () => {
    const error = await failure(() =>
      answersFromEnvironment({ GATEWAY_SETUP_MAILBOX_PASSWORD: 'two\nlines' }),
    );
    expect(`${error.message}${error.why}${error.next}`).not.toContain('two');
    expect(error.message).toMatch(/^the variable GATEWAY_SETUP_MAILBOX_PASSWORD: its value is not an answer/);
    expect(error.next).toMatch(/^--mailbox-password-file: file that holds/);
  });
});

describe('the password file', () => {
  test.each([
    ['a line', 'hunter2\n'],
    ['a line of Windows', 'hunter2\r\n'],
    ['no end of line', 'hunter2'],
  ])('%s', async (_name, text) => {
    const cwd = folder({ pw: text });
    chmodSync(join(cwd, 'pw'), 0o600);
    const { given } = await givenAnswers({ flags: new Map([['mailbox-password', 'pw']]) }, { cwd, env: {} });
    expect(given.get('mailbox-password')).toBe('hunter2');
  });

  test.each([
    ['pw', '\n', 'The password file pw is empty.'],
    ['none', '', 'The password file none cannot be read: there is no such file.'],
  ])('%s is refused', async (name, text, message) => {
    const cwd = folder({ pw: text });
    const error = await failure(() =>
      givenAnswers({ flags: new Map([['mailbox-password', name]]) }, { cwd, env: {} }),
    );
    expect(error.message).toBe(message);
    expect(error.exitCode).toBe(ExitCode.usage);
  });
});
