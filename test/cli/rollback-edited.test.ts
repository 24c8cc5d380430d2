import { describe, expect, test } from 'vitest';
import { runRollback } from '../../src/cli/rollback.js';
import type { Decision, Edited } from '../../src/engine/rollback.js';
import { Cancelled, ExitCode } from '../../src/errors.js';
import { ioDouble } from './io-double.js';
import { doubles, good, plan } from './rollback-doubles.js';

/** A conflict in one of two keys, and a start script that is gone. */
const edited: readonly Edited[] = [
  {
    title: '/etc/nod32.cfg',
    putBack: ['[smtp] listen_addr: 0.0.0.0 becomes localhost'],
    stays: ['[smtp] mine\u001b[2J'],
    questions: [
      {
        what: '[smtp] listen_port in /etc/nod32.cfg',
        before: '2526',
        left: '25',
        now: '2600',
        choices: ['keep', 'before'],
      },
    ],
    decide: (choices) => ({
      name: '002',
      words: ['file', 'merged', ...choices],
      shown: {
        path: '/etc/nod32.cfg',
        now: Buffer.from('pass = geheim\nport = 2600\n'),
        wanted: Buffer.from('port = 1\n'),
      },
    }),
  },
];
const gone: Edited = {
  title: '/etc/init.d/nod32d',
  putBack: [],
  stays: [],
  questions: [
    { what: '/etc/init.d/nod32d', before: 'there', left: 'there', now: 'not there', choices: ['keep'] },
  ],
  decide: (choices) => ({ name: 'service-nod32d', words: ['gone', 'keep', ...choices] }),
};

describe('edited since', () => {
  const words = (decided: readonly (readonly Decision[])[]) =>
    decided.map((all) => all.map((one) => one.words.at(-1)));

  test('unattended: nothing is touched, the three values are shown and the flag is named', async () => {
    const { io, out } = ioDouble();
    const { dependencies, undone } = doubles(good, plan, edited);
    await expect(runRollback(['--yes'], io, dependencies)).rejects.toMatchObject({
      exitCode: ExitCode.failed,
      message: 'One thing that this run changed was changed by somebody after it.',
      next: expect.stringContaining('--edited keep'),
    });
    expect(undone()).toBe(0);
    expect(out()).toMatch(/before this run +2526\n +as it left it +25\n +now +2600\n/);
    expect(out()).toContain('taken back: [smtp] listen_addr: 0.0.0.0 becomes localhost');
    expect(out()).toContain('stays as it is now: [smtp] mine\\x1b[2J');
  });

  test.each([
    [
      ['--yes', '--edited', 'keep'],
      ['keep', 'keep'],
    ],
    [['--yes', '--edited', 'before'], undefined],
    [['--yes', '--edited', 'stop'], undefined],
  ])('%j: %j', async (args, chosen) => {
    const { io, out } = ioDouble();
    const { dependencies, decided } = doubles(good, plan, [...edited, gone]);
    const ended = runRollback(args, io, dependencies);
    if (chosen === undefined) await expect(ended).rejects.toMatchObject({ exitCode: ExitCode.failed });
    else expect(await ended).toBe(ExitCode.ok);
    expect(words(decided)).toEqual(chosen === undefined ? [] : [chosen]);
    expect(out()).not.toContain('geheim');
  });

  test('--edited before, and nothing that cannot be put back: the diff is shown, and it is done', async () => {
    const { io, out } = ioDouble();
    const { dependencies, decided } = doubles(good, plan, edited);
    expect(await runRollback(['--yes', '--edited', 'before'], io, dependencies)).toBe(ExitCode.ok);
    expect(words(decided)).toEqual([['before']]);
    expect(out()).toMatch(/-pass = <hidden>\n +-port = 2600\n +\+port = 1\n/);
  });

  test('without a conflict nobody is asked, and what becomes of it is said', async () => {
    const { io, out } = ioDouble();
    const { dependencies, decided } = doubles(
      good,
      plan,
      edited.map((one) => ({ ...one, questions: [] })),
    );
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.ok);
    expect(words(decided)).toEqual([['merged']]);
    expect(out()).toContain('stays as it is now: [smtp] mine');
  });

  test.each([
    ['2\n2\n', 'before'],
    ['keep\nyes\n', 'keep'],
  ])('a person in the plain form answers %j', async (typed, choice) => {
    const { io, stdin, out } = ioDouble({ terminal: true });
    const { dependencies, decided } = doubles(good, plan, edited);
    stdin.write(typed);
    expect(await runRollback(['--plain'], io, dependencies)).toBe(ExitCode.ok);
    expect(words(decided)).toEqual([[choice]]);
    expect(out()).toContain('Keep it as it is now: 2600');
    expect(out().match(/as it left it/g)).toHaveLength(1);
  });

  test.each(['3\n', '1\n1\n'])('or %j: nothing is touched', async (typed) => {
    const { io, stdin } = ioDouble({ terminal: true });
    const { dependencies, undone } = doubles(good, plan, edited);
    stdin.write(typed);
    await expect(runRollback(['--plain'], io, dependencies)).rejects.toBeInstanceOf(Cancelled);
    expect(undone()).toBe(0);
  });

  test.each<[readonly string[], string | undefined, readonly (readonly string[])[]]>([
    [['--yes'], undefined, [['keep']]],
    [['--yes', '--edited', 'stop'], undefined, [['keep']]],
    [['--yes', '--edited', 'before'], undefined, [['before']]],
    [['--plain'], '2\n2\n', [['before']]],
  ])('%j: what stays unless something else is said', async (args, typed, chosen) => {
    const { io, stdin, out } = ioDouble({ terminal: typed !== undefined });
    const rights = { what: 'mode and owner of /etc/a', before: 'A', left: 'B', now: 'C' };
    const questions = [{ ...rights, choices: ['keep', 'before'], unasked: 'keep' }] as const;
    const { dependencies, decided } = doubles(good, plan, [{ ...gone, questions }]);
    if (typed !== undefined) stdin.write(typed);
    expect(await runRollback(args, io, dependencies)).toBe(ExitCode.ok);
    expect(words(decided)).toEqual(chosen);
    if (args.length === 1 && typed === undefined) {
      expect(out()).toContain('mode and owner of /etc/a: changed by somebody after this run');
      expect(out()).toContain('stays as it is now, if nothing else is said: mode and owner of /etc/a');
    }
  });

  test('another word is a mistake of the command line', async () => {
    const { io } = ioDouble();
    const { dependencies, undone } = doubles(good, plan, edited);
    await expect(runRollback(['--yes', '--edited', 'perhaps'], io, dependencies)).rejects.toMatchObject({
      exitCode: ExitCode.usage,
    });
    expect(undone()).toBe(0);
  });

  test('a file that goes with its package is not said to stay', async () => {
    const { io, out } = ioDouble();
    const { dependencies } = doubles(
      good,
      plan,
      edited.map((one) => ({ ...one, goesWith: 'nod\u001b32' })),
    );
    await expect(runRollback(['--yes'], io, dependencies)).rejects.toThrow();
    expect(out()).toMatch(
      /nod32\.cfg\n +goes with the package nod\\x1b32, which is removed\. A copy of it as it is now\s+stays beside the journal\.\n/,
    );
    expect(out()).not.toContain('stays as it is now');
  });
});
