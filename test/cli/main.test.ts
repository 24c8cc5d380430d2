import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { version } from '../../src/cli/version.js';
import { ExitCode } from '../../src/errors.js';
import { flagOf } from '../../src/questions/names.js';
import { questions } from '../../src/questions/registry.js';
import { ioDouble } from './io-double.js';

async function running(...args: string[]) {
  const { io, out, err } = ioDouble();
  const code = await main(args, io);
  return { code, out: out(), err: err() };
}

describe('what is asked of the program itself', () => {
  test.each([['--version'], ['-V']])('%s', async (flag) => {
    expect(await running(flag)).toEqual({ code: ExitCode.ok, out: `${version()}\n`, err: '' });
  });

  test.each([['--help'], ['-h'], ['help']])('%s lists the commands and every flag', async (word) => {
    const { code, out, err } = await running(word);
    expect([code, err]).toEqual([ExitCode.ok, '']);
    for (const question of questions) expect(out).toContain(flagOf(question));
    for (const part of [
      '--answers <file>',
      '--yes',
      '--skip <step>',
      '--plain',
      '--no-color',
      'plan ',
      'apply ',
      'rollback ',
      'explain ',
      'answers ',
      'lab ',
      '--tune',
      '--resume',
      'Exit codes',
    ]) {
      expect(out).toContain(part);
    }
    expect(out).not.toMatch(/--mailbox-password /);
    expect(out).not.toContain('\u001b');
  });

  test.each(['setup', 'plan', 'apply', 'audit', 'verify', 'rollback', 'history', 'answers', 'explain'])(
    'the help of %s fits into 80 columns, under headings that say what is meant',
    async (verb) => {
      const { out } = await running(verb, '--help');
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
      if (verb !== 'explain') expect(out).not.toContain('\nOptions:');
    },
  );

  test.each([
    [['setup', '--help'], '--license <file>'],
    [['help', 'setup'], '--license <file>'],
    [['plan', '--help'], '--format <form>'],
    [['apply', '--help'], '--axigen-password-file <file>'],
    [['explain', '--help'], '[id]'],
    [['answers', '--help'], '--run <id>'],
    [['rollback', '--help'], '--to <step>'],
    [['help', 'rollback'], '--list'],
  ])('%j', async (args, part) => {
    const { code, out } = await running(...args);
    expect(code).toBe(ExitCode.ok);
    expect(out).toContain(part);
  });
});

describe('text that was asked for and could not be written', () => {
  test.each([
    [['--help'], 'ENOSPC', ExitCode.failed],
    [['setup', '--help'], 'ENOSPC', ExitCode.failed],
    [['rollback', '--help'], 'ENOSPC', ExitCode.failed],
    [['--version'], 'ENOSPC', ExitCode.failed],
    [['--help'], 'EPIPE', ExitCode.ok],
  ] as const)('%j, %s: exit %i', async (args, reason, wanted) => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(reason), { code: reason })),
    });
    const { io, err } = ioDouble();
    expect(await main(args, { ...io, stdout })).toBe(wanted);
    expect(err()).toMatch(
      wanted === ExitCode.ok ? /^$/ : /^Error: Not all of the output could be written\.\n/,
    );
  });
});

test('the help names defaults and the values of a choice', async () => {
  const { out } = await running('--help');
  const flat = out.replace(/\s+/g, ' ');
  expect(flat).toContain('rollback (take everything back) or leave (default: rollback)');
  expect(flat).toContain('1 to 600 (default: 60)');
  expect(flat).toContain('10 to 600 (default: 180)');
});

describe('words that are wrong: exit 4, what happened, what to do', () => {
  test.each([
    ['an unknown command', ['setpu'], 'There is no command "setpu".', 'Did you mean gateway-setup setup?'],
    ['a command like none', ['frobnicate'], 'There is no command "frobnicate".', 'setup, plan, apply, '],
    ['an unknown flag', ['--lisense', '/a'], "Unknown option '--lisense'.", 'Did you mean --license?'],
    [
      'a value for a flag that has none',
      ['setup', '--accept-downstream=maybe'],
      "Option '--accept-downstream' takes no value.",
      'All flags: gateway-setup setup --help',
    ],
    ['an unknown flag of setup', ['setup', '--yse'], "Unknown option '--yse'.", 'Did you mean --yes?'],
    [
      'an unknown flag of rollback',
      ['rollback', '--lits'],
      "Unknown option '--lits'.",
      'Did you mean --list?',
    ],
    [
      'a flag without its value',
      ['--license'],
      "Option '--license <file>' argument missing.",
      'gateway-setup setup --help',
    ],
    ['a word too many', ['setup', 'now'], 'Too many arguments', 'gateway-setup setup --help'],
    ['a word after flags', ['--yes', 'rollback'], 'Too many arguments', '--help'],
    [
      'an unknown step to skip',
      ['--yes', '--skip', 'telnet-verifi'],
      'There is no such step',
      'telnet-verify',
    ],
    [
      'an unknown step to go back to',
      ['rollback', '--to', 'telnet'],
      'There is no step "telnet".',
      'The steps are:',
    ],
    ['a relative path', ['--yes', '--license', 'a.lic'], '--license: "a.lic"', 'licence file'],
    ['no mail address', ['--yes', '--recipient', 'me'], '--recipient: "me"', 'mailbox'],
    [
      'a number out of range',
      ['--yes', '--delivery-timeout', '601'],
      '--delivery-timeout: "601"',
      '1 to 600',
    ],
    ['an unknown scanner', ['--yes', '--scanner', 'clam'], '--scanner: "clam"', 'scanner'],
    ['setup without a terminal', [], 'There is no terminal here, and --yes was not given.', 'Give --yes'],
    [
      'rollback without a terminal',
      ['rollback'],
      'There is no terminal here, and --yes was not given.',
      'Give --yes',
    ],
  ])('%s', async (_name, args, message, next) => {
    const { code, out, err } = await running(...args);
    expect(code).toBe(ExitCode.usage);
    expect(out).toBe('');
    const flat = err.replace(/\s+/g, ' ');
    expect(flat).toContain(message);
    expect(flat).toContain(next);
    expect(flat).not.toMatch(/\bat .*\.(ts|js):\d/);
  });

  test.each([
    [
      ['setup', '--mailbox-password=secret1'],
      "Unknown option '--mailbox-password'.",
      '--mailbox-password-file',
    ],
    [
      ['audit', '--ssh-password=secret1'],
      "Unknown option '--ssh-password'.",
      '--ssh-password-file <file>, or set',
    ],
    [
      ['history', '--become-password', 'secret1'],
      "Unknown option '--become-password'.",
      'GATEWAY_SETUP_BECOME_PASSWORD',
    ],
    [['setup', '--mailbox-pasword=secret1\nsecret1'], "Unknown option '--mailbox-pasword'.", '--help'],
    [['setup', '--licence=/secret1'], "Unknown option '--licence'.", 'Did you mean --license?'],
    [['rollback', '--lits=secret1'], "Unknown option '--lits'.", 'Did you mean --list?'],
  ])('%j: the value is not repeated', async (args, message, next) => {
    const { code, err } = await running(...args);
    expect(code).toBe(ExitCode.usage);
    expect(err).not.toContain('secret1');
    expect(err.replace(/\s+/g, ' ')).toContain(message);
    expect(err.replace(/\s+/g, ' ')).toContain(next);
  });

  test('control characters of a word do not reach the terminal', async () => {
    const { err } = await running('\u001b[2Jevil');
    expect(err).not.toContain('\u001b');
    expect(err).toContain('\\x1b[2Jevil');
  });
});
