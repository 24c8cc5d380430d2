import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { runRollback } from '../../src/cli/rollback.js';
import type { RollbackResult, RunSummary } from '../../src/engine/rollback.js';
import { Cancelled, ExitCode, UserError } from '../../src/errors.js';
import { ioDouble } from './io-double.js';
import { doubles, good, plan, run } from './rollback-doubles.js';

const bad: RollbackResult = {
  ok: false,
  lines: ['nod32.cfg was edited since'],
  checks: [{ what: 'nod32.cfg', ok: false, detail: 'edited since' }],
};

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
    expect(out().replace(/\s+/g, ' ')).toContain(
      'Put right what is named above; gateway-setup rollback --list shows what still stands.',
    );
    // Shown as the script said it, and not once more.
    expect(out().split('nod32.cfg was edited since')).toHaveLength(2);
    expect(out()).not.toMatch(/^Taken back/m);
  });

  describe('runs from before it', () => {
    const earlier = { ...run, id: 'first\u001b[2J', startedAt: '2006-07-03T09:00:00.000Z' };
    const back = { ...run, sequence: 3, state: 'rolled-back', steps: [] } as const;
    async function said(left: () => Promise<readonly RunSummary[]>, result = good): Promise<string> {
      const { io, out } = ioDouble();
      const { dependencies } = doubles(result, plan, [], left);
      expect(await runRollback(['--yes'], io, dependencies)).toBe(result.ok ? ExitCode.ok : ExitCode.failed);
      return out()
        .replace(/[\s\S]*(?=Taken back\.|Not everything)/, '')
        .replace(/\s+/g, ' ')
        .trim();
    }

    test('one that still stands is named, with the command for it', async () => {
      expect(await said(async () => [earlier, back])).toBe(
        'Taken back. The run first\\x1b[2J of 2006-07-03 09:00:00 UTC, made before it, still stands (2 steps). To take that back as well: gateway-setup rollback',
      );
    });

    test('of several, the latest is named', async () => {
      const gone = { ...back, id: 'gone' };
      expect(await said(async () => [{ ...earlier, id: 'oldest' }, earlier, gone, back])).toMatch(
        /^Taken back\. The run first\S+ of .* still stands \(2 steps\)\. Before it another one does\. To take them back as well, the latest first, once for each of them: gateway-setup rollback$/,
      );
    });

    test.each([
      [{ standsUnknown: true }, 'may still stand: its journal does not tell what of it does.'],
      [{ undoUnfinished: {} }, 'has been taken back, but that did not end well.'],
    ] as const)('one of which no step is known to stand: %j', async (how, words) => {
      expect(await said(async () => [{ ...earlier, steps: [], ...how }, back])).toContain(words);
    });

    test('no command is named for one that no rollback would touch', async () => {
      const damage = { what: ['undo.sh is gone'], rollback: 'not-from-here', next: 'Put it back.' } as const;
      const text = await said(async () => [{ ...earlier, damage }, back]);
      expect(text).toMatch(/still stands \(2 steps\)\. damaged: undo\.sh is gone next: Put it back\.$/);
    });

    test.each([
      ['none stands', [{ ...earlier, steps: [] }, back]],
      ['a part of the later one was kept', [earlier, { ...run, steps: ['place-license'] }]],
      ['it is gone from the list', [earlier]],
    ] as const)('nothing is said of them when %s', async (_name, left) => {
      expect(await said(async () => left)).toBe('Taken back.');
    });

    test('that nobody could look makes it no worse', async () => {
      expect(await said(() => Promise.reject(new UserError('The line is gone.')))).toBe(
        'Taken back. Whether a run from before it still stands could not be seen; gateway-setup rollback --list shows it.',
      );
    });

    test('nothing is said of them when it was not taken back', async () => {
      expect(await said(async () => [earlier, run], bad)).not.toContain('first');
    });
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

  test.each([
    ['ENOSPC', 'What was asked for could not be written.'],
    ['EPIPE', undefined],
  ])('--list that cannot be written (%s)', async (code, message) => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    stdout.on('error', () => {});
    const listed = runRollback(['--list'], { ...ioDouble().io, stdout }, doubles().dependencies);
    await (message === undefined
      ? expect(listed).resolves.toBe(ExitCode.ok)
      : expect(listed).rejects.toMatchObject({ message, exitCode: ExitCode.failed }));
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

  test('an undo that did not end well is run once more, though no step stands', async () => {
    const { io, out } = ioDouble();
    const again = { ...plan, steps: [], lines: [], run: { ...plan.run, steps: [], undoUnfinished: {} } };
    const { dependencies, undone } = doubles(good, again);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.ok);
    expect(undone()).toBe(1);
    expect(out()).toMatch(
      /Every step of the run 20060704-nod32 is taken back, but [\s\S]*undo\.sh\s+is\s+run\s+once\s+more/,
    );
    expect(out()).not.toContain('There is nothing to take back');
  });

  test('while undo.sh is at work nobody says that it did not end well', async () => {
    const { io, out } = ioDouble();
    const busy = {
      ...plan,
      steps: [],
      lines: [],
      run: { ...plan.run, steps: [], atWork: 'taking-back' as const },
    };
    const { dependencies } = doubles(bad, busy);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.failed);
    expect(out().replace(/\s+/g, ' ')).toContain('is taken back, and undo.sh may still be at work.');
    expect(out()).not.toContain('did not end well');
  });

  test('the same for a part of it, though the rest stands', async () => {
    const { io, out } = ioDouble();
    const again = {
      ...plan,
      steps: [],
      lines: [],
      to: 'start-scanner' as const,
      run: { ...plan.run, undoUnfinished: {} },
    };
    const { dependencies, undone } = doubles(good, again);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.ok);
    expect(undone()).toBe(1);
    expect(out().replace(/\s+/g, ' ')).toContain(
      'In the run 20060704-nod32 the step start-scanner and what came after it are taken back, but that did not end well',
    );
  });

  test('what the journal does not tell is no reason to take back nothing', async () => {
    const { io, out } = ioDouble();
    const unknown = { ...plan, steps: [], lines: [], run: { ...plan.run, steps: [], standsUnknown: true } };
    const { dependencies, undone } = doubles(bad, unknown);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.failed);
    expect(undone()).toBe(1);
    expect(out()).toContain('What stands of the run 20060704-nod32 its journal does not tell.');
    expect(out()).not.toContain('There is nothing to take back');
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
