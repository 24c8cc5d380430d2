import { describe, expect, test } from 'vitest';
import { runSetup, type SetupDependencies } from '../../src/cli/setup.js';
import { showError } from '../../src/cli/show-error.js';
import { Cancelled, ExitCode, UserError } from '../../src/errors.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

type Options = Parameters<Awaited<ReturnType<SetupDependencies['engine']>>['setUp']>[0];

function doubles(result: (options: Options) => ExitCode | Promise<ExitCode>) {
  const seen: Options[] = [];
  const through: ((line: string) => void)[] = [];
  const elsewhere: string[][] = [];
  let closed = 0;
  const host = untouchedHost({
    name: 'this server',
    close: async () => {
      closed += 1;
    },
  });
  const dependencies: SetupDependencies = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: (say) => {
        through.push(say);
      },
      aside: (work) => work(),
      dispose: () => {},
    },
    engine: async () => ({
      setUp: async (options) => {
        seen.push(options);
        return result(options);
      },
    }),
    open: async () => host,
    audit: async (args) => {
      elsewhere.push(['audit', ...args]);
      return ExitCode.findings;
    },
    rollback: async (args) => {
      elsewhere.push(['rollback', ...args]);
      return ExitCode.cancelled;
    },
  };
  return { seen, through, dependencies, elsewhere, closed: () => closed };
}

describe('gateway-setup setup', () => {
  test('hands answers, skips and an unattended operator to the engine, and closes the host', async () => {
    const { io } = ioDouble({ env: { GATEWAY_SETUP_RECIPIENT: 'env@example.com' } });
    const { seen, dependencies, closed } = doubles(() => ExitCode.ok);
    const words = [
      '--yes',
      '--license',
      '/a',
      '--accept-distribution',
      '--skip',
      'telnet-verify',
      '--skip',
      'send-test-mail',
    ];
    expect(await runSetup(words, io, dependencies)).toBe(ExitCode.ok);
    const [options] = seen;
    expect(options?.operator.attended).toBe(false);
    expect(Object.fromEntries(options?.given ?? [])).toEqual({
      license: '/a',
      'accept-distribution': 'yes',
      recipient: 'env@example.com',
    });
    expect([...(options?.skip ?? [])]).toEqual(['telnet-verify', 'send-test-mail']);
    expect(options?.startedBy).toMatch(/ on .*, process \d+$/);
    expect(closed()).toBe(1);
  });

  test.each([
    ['--yes', true, false],
    ['--plain', true, true],
    ['--no-color', true, true],
  ])('%s at a terminal', async (flag, terminal, attended) => {
    const { io } = ioDouble({ terminal });
    const { seen, dependencies } = doubles(() => ExitCode.ok);
    await runSetup([flag], io, dependencies);
    expect(seen[0]?.operator.attended).toBe(attended);
  });

  test.each([
    ['a person: the wizard says it, after its live display', ['--plain'], true, 1],
    ['nobody: nothing is redrawn', ['--yes'], false, 0],
  ])('what a signal has to say, with %s', async (_name, words, terminal, times) => {
    const { io, out } = ioDouble({ terminal });
    const { through, dependencies } = doubles(() => ExitCode.ok);
    await runSetup(words, io, dependencies);
    expect(through).toHaveLength(times);
    for (const say of through) say('Stopping.');
    expect(out().includes('Stopping.')).toBe(times === 1);
  });

  test('a warning goes to standard error only', async () => {
    const { io, out, err } = ioDouble({ env: { GATEWAY_SETUP_LISENSE: '/a' } });
    const { dependencies } = doubles(() => ExitCode.ok);
    await runSetup(['--yes'], io, dependencies);
    expect(out()).toBe('');
    expect(err()).toContain('Warning: The variable GATEWAY_SETUP_LISENSE');
  });

  test('the host is closed when the engine fails', async () => {
    const { io } = ioDouble();
    const { dependencies, closed } = doubles(() => Promise.reject(new Cancelled()));
    await expect(runSetup(['--yes'], io, dependencies)).rejects.toBeInstanceOf(Cancelled);
    expect(closed()).toBe(1);
  });
});

describe('how it ended', () => {
  test.each([
    ['', 'Cancelled. Nothing was changed.\nTo begin again: gateway-setup'],
    ['setup', 'Cancelled. Nothing was changed.\nTo begin again: gateway-setup'],
    ['rollback', 'Cancelled. Nothing was taken back.\nTo take it back after all: gateway-setup rollback'],
    ['lab', 'Cancelled.'],
    [
      'apply my plan.json',
      "Cancelled. Nothing was changed.\nTo begin again: gateway-setup apply --host mail 'my plan.json'",
      'mail',
    ],
    ['audit', 'Cancelled. Nothing was changed.\nTo begin again: gateway-setup audit --host mail', 'mail'],
    ['setup', 'Cancelled. Nothing was changed.\nTo begin again: gateway-setup --host mail', 'mail'],
    [
      'audit --inventory=servers.ini',
      'Cancelled. Nothing was changed.\nTo begin again, give the same command.',
    ],
  ])('cancelled, %j', (typed, text, host = undefined as string | undefined) => {
    const { io, err } = ioDouble();
    const words = typed.split(/ (.*)/).slice(0, 2);
    expect(showError(new Cancelled(), io, { verbose: false, words, host })).toBe(ExitCode.cancelled);
    expect(err()).toBe(`\n${text}\n`);
  });

  test('cancelled with several servers: not the same command about this machine', () => {
    const { io, err } = ioDouble();
    const words = ['audit', '--host', 'a', '--host', 'b'];
    showError(new Cancelled(), io, { verbose: false, words });
    expect(err()).toContain('To begin again, give the same command.');
    expect(err()).not.toContain('gateway-setup audit');
  });

  test('a person can put it right: three parts', () => {
    const { io, err } = ioDouble();
    const error = new UserError('Port 25 is held by postfix.', {
      why: 'Only one program can have it.',
      next: 'Stop postfix.',
      exitCode: ExitCode.couldNotLook,
    });
    expect(showError(error, io, { verbose: true })).toBe(ExitCode.couldNotLook);
    expect(err()).toBe(
      'Error: Port 25 is held by postfix.\n  Why:  Only one program can have it.\n  Next: Stop postfix.\n',
    );
  });

  test.each([
    [false, false],
    [true, true],
  ])('a defect, --verbose %s: stack %s', (verbose, stack) => {
    const { io, err } = ioDouble();
    expect(showError(new Error('boom'), io, { verbose })).toBe(ExitCode.failed);
    expect(err()).toContain('This is a defect in gateway-setup');
    expect(err()).toContain('boom');
    expect(err()).toContain('If anything was changed, the journal');
    expect(/\n\s+at /.test(err())).toBe(stack);
  });

  test('something that is no error is told as well', () => {
    const { io, err } = ioDouble();
    expect(showError('just text', io, { verbose: true })).toBe(ExitCode.failed);
    expect(err()).toContain('just text');
  });
});
