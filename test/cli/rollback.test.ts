import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { runRollback } from '../../src/cli/rollback.js';
import type { RollbackResult } from '../../src/engine/rollback.js';
import { Cancelled, ExitCode } from '../../src/errors.js';
import { ioDouble } from './io-double.js';
import { doubles, good, plan } from './rollback-doubles.js';

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

  test('nothing to take back is said, and is not asked about', async () => {
    const { io, out } = ioDouble({ terminal: true });
    const { dependencies, undone } = doubles(good, { ...plan, steps: [], lines: [] });
    expect(await runRollback(['--plain'], io, dependencies)).toBe(ExitCode.ok);
    expect(out()).toContain('There is nothing to take back in the run 20060704-nod32.');
    expect(undone()).toBe(0);
  });

  test('an undo that did not end well is run once more, though no step stands', async () => {
    const { io, out } = ioDouble();
    const again = { ...plan, steps: [], lines: [], run: { ...plan.run, steps: [], undoUnfinished: true } };
    const { dependencies, undone } = doubles(good, again);
    expect(await runRollback(['--yes'], io, dependencies)).toBe(ExitCode.ok);
    expect(undone()).toBe(1);
    expect(out()).toMatch(
      /Every step of the run 20060704-nod32 is taken back, but [\s\S]*undo\.sh\s+is\s+run\s+once\s+more/,
    );
    expect(out()).not.toContain('There is nothing to take back');
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
