import { describe, expect, test } from 'vitest';
import { type RollbackDependencies, runRollback } from '../../src/cli/rollback.js';
import type {
  Decision,
  Edited,
  RollbackPlan,
  RollbackResult,
  RunSummary,
} from '../../src/engine/rollback.js';
import { Cancelled, ExitCode } from '../../src/errors.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

const run: RunSummary = {
  id: '20060704-nod32',
  state: 'finished',
  startedAt: '2006-07-04T10:00:00.000Z',
  steps: ['place-license', 'configure-scanner'],
  sequence: 1,
};
const plan: RollbackPlan = {
  run,
  steps: ['configure-scanner', 'place-license'],
  lines: ['configure-scanner: restore nod32.cfg', 'place-license: remove nod32.lic\u001b[2J'],
  changes: [],
  before: { processes: [], ports: [] },
};
const good: RollbackResult = { ok: true, lines: [], checks: [{ what: 'nod32.cfg', ok: true }] };
const bad: RollbackResult = {
  ok: false,
  lines: ['nod32.cfg was edited since'],
  checks: [{ what: 'nod32.cfg', ok: false, detail: 'edited since' }],
};

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

function doubles(result: RollbackResult = good, planned: RollbackPlan = plan, since: readonly Edited[] = []) {
  const decided: (readonly Decision[])[] = [];
  const asked: unknown[] = [];
  let undone = 0;
  let closed = 0;
  const host = untouchedHost({
    name: 'this server',
    close: async () => {
      closed += 1;
    },
  });
  const dependencies: RollbackDependencies = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: () => {},
      aside: (work) => work(),
      dispose: () => {},
    },
    open: async () => host,
    engine: async () => ({
      listRuns: async () => [run, { ...run, id: '2', state: 'unfinished', steps: ['place-license'] }],
      planRollback: async (_host, wanted) => {
        asked.push(wanted);
        return planned;
      },
      editsSince: async () => since,
      rollBack: async (_host, _plan, { onLine, decisions }) => {
        decided.push(decisions ?? []);
        undone += 1;
        onLine?.('restored nod32.cfg');
        onLine?.('Taken back.');
        return result;
      },
    }),
  };
  return { dependencies, asked, decided, undone: () => undone, closed: () => closed };
}

describe('gateway-setup rollback', () => {
  test('--yes shows what is undone, does it and tells what was checked', async () => {
    const { io, out } = ioDouble();
    const { dependencies, asked, closed } = doubles();
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.ok);
    expect(out()).toBe(
      [
        'This takes back, of the run 20060704-nod32, in this order:',
        '  configure-scanner: restore nod32.cfg',
        '  place-license: remove nod32.lic\\x1b[2J',
        '',
        'What the undo script on the server does and says:',
        '    restored nod32.cfg',
        '',
        'Checked',
        '  + ok      nod32.cfg',
        '',
        'Taken back.',
        '',
      ].join('\n'),
    );
    expect(asked).toMatchObject([{}]);
    expect(closed()).toBe(1);
  });

  test('--to and --run are handed on', async () => {
    const { io } = ioDouble();
    const { dependencies, asked } = doubles();
    await runRollback(['--yes', '--to', 'configure-scanner', '--run', '7'], io, dependencies);
    expect(asked).toMatchObject([{ to: 'configure-scanner', run: '7' }]);
  });

  test('what was not taken back is never called taken back', async () => {
    const { io, out } = ioDouble();
    const { dependencies } = doubles(bad);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.failed);
    expect(out()).toContain('  ! not ok  nod32.cfg: edited since');
    expect(out()).toContain('Not everything was taken back.');
    expect(out()).toContain('  nod32.cfg was edited since');
    expect(out()).not.toMatch(/^Taken back/m);
  });

  test('--list needs nobody and changes nothing', async () => {
    const { io, out } = ioDouble();
    const { dependencies, undone } = doubles();
    expect(await runRollback(['--list'], io, dependencies)).toBe(ExitCode.ok);
    expect(out()).toBe(
      [
        '20060704-nod32  finished, started 2006-07-04 10:00:00 UTC, 2 steps',
        '    place-license, configure-scanner',
        '2  cut short, started 2006-07-04 10:00:00 UTC, 1 step',
        '    place-license',
        '',
      ].join('\n'),
    );
    expect(undone()).toBe(0);
  });

  test('--list --run lists that run alone', async () => {
    const { io, out } = ioDouble();
    expect(await runRollback(['--list', '--run', '2'], io, doubles().dependencies)).toBe(ExitCode.ok);
    expect(out()).toMatch(/^2 {2}cut short/);
  });

  test.each([
    [['--list', '--run', '7'], 'There is no run "7" on this server.'],
    [['--yes', '--run', ''], '--run was given without the id of a run.'],
  ])('%j is refused', async (args, message) => {
    const { io } = ioDouble();
    const { dependencies, undone } = doubles();
    await expect(runRollback(args, io, dependencies)).rejects.toMatchObject({
      message,
      exitCode: ExitCode.usage,
    });
    expect(undone()).toBe(0);
  });

  test('nothing to take back is said, and is not asked about', async () => {
    const { io, out } = ioDouble({ terminal: true });
    const { dependencies, undone } = doubles(good, { ...plan, steps: [], lines: [] });
    expect(await runRollback(['--plain'], io, dependencies)).toBe(ExitCode.ok);
    expect(out()).toContain('There is nothing to take back in the run 20060704-nod32.');
    expect(undone()).toBe(0);
  });

  test.each([
    ['2', 1],
    ['yes', 1],
  ])('at a terminal %j agrees', async (typed, times) => {
    const { io, stdin } = ioDouble({ terminal: true });
    const { dependencies, undone } = doubles();
    stdin.write(`${typed}\n`);
    expect(await runRollback(['--plain'], io, dependencies)).toBe(ExitCode.ok);
    expect(undone()).toBe(times);
  });

  test.each(['', '1'])('at a terminal %j changes nothing: no is the default', async (typed) => {
    const { io, stdin } = ioDouble({ terminal: true });
    const { dependencies, undone, closed } = doubles();
    stdin.write(`${typed}\n`);
    await expect(runRollback(['--plain'], io, dependencies)).rejects.toBeInstanceOf(Cancelled);
    expect(undone()).toBe(0);
    expect(closed()).toBe(1);
  });
});

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
});
