import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import { ExitCode } from '../../../src/errors.js';
import type { EngineTarget } from '../../support/engine-target.js';
import { RunToDamage } from './run-to-damage.js';

let one: RunToDamage;
let target: EngineTarget;
let run: Run;

beforeAll(async () => {
  one = await RunToDamage.carriedOut();
  ({ target, run } = one);
});
beforeEach(() => one.restore());
afterAll(() => target.remove());

const folder = (...parts: string[]) => one.folder(...parts);
const gone = (name: string) => () => one.gone(name);
const rotten = (name: string) => () => one.rotten(name);

const signal = new AbortController().signal;

describe('gateway-setup rollback', () => {
  test.each<readonly [string, () => void, RegExp, ExitCode]>([
    ['undo.sh is gone', gone('undo.sh'), /undo.sh is gone/, ExitCode.failed],
    ['undo.sh is empty', () => truncateSync(folder('undo.sh')), /undo.sh is cut off/, ExitCode.failed],
    [
      'undo.sh was edited',
      () => appendFileSync(folder('undo.sh'), '# a word\n'),
      /undo.sh is (cut off|not as)/,
      ExitCode.failed,
    ],
    [
      'undo.sh lost all behind the line with which earlier versions ended it',
      () => {
        const [kept = ''] = readFileSync(folder('undo.sh'), 'utf8').split(/(?<=\nexit "\$result"\n)/);
        writeFileSync(folder('undo.sh'), kept);
      },
      /undo.sh is cut off/,
      ExitCode.failed,
    ],
    ['a word in it was edited', rotten('undo.sh'), /undo.sh is not as it was written/, ExitCode.failed],
    [
      'its folder is a link',
      () => {
        spawnSync('mv', [folder(), target.path('away')]);
        symlinkSync(target.path('away'), folder());
      },
      /is a symbolic link to/,
      ExitCode.couldNotLook,
    ],
    [
      'everybody may write among the runs',
      () => chmodSync(folder('..'), 0o777),
      /runs may be written by everybody/,
      ExitCode.couldNotLook,
    ],
    [
      'another one may write its journal',
      () => chmodSync(folder('journal.jsonl'), 0o620),
      /journal.jsonl may be written by its group/,
      ExitCode.couldNotLook,
    ],
  ])('%s: refused, and nothing is run', async (_name, damage, message, exitCode) => {
    damage();
    expect((await listRuns(target.host))[0]?.damage?.what.join('; ')).toMatch(message);
    await expect(planRollback(target.host, {})).rejects.toMatchObject({
      message: expect.stringMatching(message),
      exitCode,
      next: expect.stringMatching(/\w/),
    });
    expect(target.tree()).toEqual(one.after);
  });

  test.each<readonly [string, () => void, boolean]>([
    ['gone', gone('undo.sh'), false],
    ['empty', () => truncateSync(folder('undo.sh')), false],
    ['edited', () => appendFileSync(folder('undo.sh'), '# a word\n'), true],
  ])('undo.sh is %s: only what can be run is said to be run', async (_name, damage, runs) => {
    damage();
    const [listed] = await listRuns(target.host);
    expect(listed?.damage?.next).toContain(`/runs/${run.id}/files, as NNN.before`);
    expect(/\bsh \S+\/undo\.sh/.test(listed?.damage?.next ?? '')).toBe(runs);
    expect(/by hand what you want back, or restore/.test(listed?.damage?.next ?? '')).toBe(!runs);
  });

  test.each<readonly [string, () => void, RegExp]>([
    ['is gone', gone('journal.jsonl'), /journal.jsonl is gone/],
    ['has nothing but NUL', () => writeFileSync(folder('journal.jsonl'), Buffer.alloc(2000)), /nothing in/],
    ['lost its last lines', () => truncateSync(folder('journal.jsonl'), 700), /cannot be read|does not tell/],
    [
      'has a line of a megabyte',
      () => appendFileSync(folder('journal.jsonl'), `${'x'.repeat(1_000_000)}\n`),
      /^1 line of/,
    ],
  ])('the journal %s: undo.sh is used all the same, and it is said', async (_name, damage, words) => {
    damage();
    const plan = await planRollback(target.host, {});
    expect(plan.run.damage).toMatchObject({
      rollback: 'by-undo-script',
      what: [expect.stringMatching(words), ...(plan.run.damage?.what.slice(1) ?? [])],
    });
    expect(plan.lines[0]).toMatch(/^The journal is damaged/);
    expect(plan.steps).toEqual(['set-behaviour', 'configure-scanner', 'place-license']);
    expect(await rollBack(target.host, plan, { signal })).toMatchObject({ ok: true });
    expect(target.tree()).toEqual(one.before);
    expect((await listRuns(target.host))[0]).toMatchObject({ state: 'rolled-back', steps: [] });
  });

  test('edited between looking and doing: not run', async () => {
    const plan = await planRollback(target.host, {});
    appendFileSync(folder('undo.sh'), 'touch /tmp/never\n');
    const result = await rollBack(target.host, plan, { signal });
    expect(result).toMatchObject({
      ok: false,
      lines: [expect.stringMatching(/cut off/), 'Nothing was taken back.'],
    });
    expect(target.tree()).toEqual(one.after);
  });
});

describe('a new run', () => {
  test.each<readonly [string, () => void, RegExp]>([
    [
      'the state folder is a link',
      () => {
        const state = target.here('/var/lib/gateway-setup');
        spawnSync('mv', [state, target.path('away2')]);
        symlinkSync(target.path('away2'), state);
      },
      /is a symbolic link/,
    ],
    [
      'everybody may write the state folder',
      () => chmodSync(target.here('/var/lib/gateway-setup'), 0o777),
      /may be written by everybody/,
    ],
    [
      'everybody may write among the runs',
      () => chmodSync(folder('..'), 0o777),
      /may be written by everybody/,
    ],
  ])('%s: none is begun', async (_name, damage, message) => {
    damage();
    await expect(target.begin()).rejects.toThrow(message);
  });

  test('leaves a number for one whose number is lost, and is not taken back before that is told', async () => {
    writeFileSync(folder('sequence'), 'x\n');
    const second = await target.begin();
    await second.end();
    expect(readFileSync(join(target.here(second.folder), 'sequence'), 'utf8')).toBe('2\n');
    expect((await listRuns(target.host)).map(({ id }) => id)).toEqual([run.id, second.id]);
    spawnSync('cp', ['-a', folder(), `${folder()}-old`]);
    spawnSync('mkdir', [join(folder(), '..', '-rf \u001b[2J')]);
    expect((await listRuns(target.host)).flatMap(({ damage }) => damage?.what ?? [])).toEqual([
      'its name is not that of a run, so it is passed over',
      expect.stringMatching(/sequence, is lost$/),
      expect.stringMatching(/^it is a copy of the run/),
    ]);
  });

  test('no name of a mark passes for a run', async () => {
    const other = run.id.replace(/^..../, '2037');
    writeFileSync(folder('files', `001.begun\n#9 none - ${other}\n!mark 001.begun`), '');
    expect((await listRuns(target.host)).map(({ id }) => id)).toEqual([run.id]);
  });
});
