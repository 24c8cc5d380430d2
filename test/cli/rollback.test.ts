import { describe, expect, test } from 'vitest';
import { type RollbackDependencies, runRollback } from '../../src/cli/rollback.js';
import type { RollbackPlan, RollbackResult, RunSummary } from '../../src/engine/rollback.js';
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

function doubles(result: RollbackResult = good, planned: RollbackPlan = plan) {
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
      rollBack: async (_host, _plan, { onLine }) => {
        undone += 1;
        onLine?.('restored nod32.cfg');
        onLine?.('Taken back.');
        return result;
      },
    }),
  };
  return { dependencies, asked, undone: () => undone, closed: () => closed };
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
    expect(asked).toEqual([{}]);
    expect(closed()).toBe(1);
  });

  test('--to and --run are handed on', async () => {
    const { io } = ioDouble();
    const { dependencies, asked } = doubles();
    await runRollback(['--yes', '--to', 'configure-scanner', '--run', '7'], io, dependencies);
    expect(asked).toEqual([{ to: 'configure-scanner', run: '7' }]);
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
