import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import { ExitCode } from '../../../src/errors.js';
import { edit, named, place } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

/** One run for all: a file replaced, one put where none was, and one edited twice; each case damages what tells of it. */
let target: EngineTarget;
let run: Run;
let before: ReturnType<EngineTarget['tree']>;
let after: ReturnType<EngineTarget['tree']>;
const folder = (...parts: string[]) => join(target.here(run.folder), ...parts);
const copy = () => join(target.root, 'kept');
const bytes = (text: string) => Buffer.from(text);

beforeAll(async () => {
  target = new EngineTarget();
  const config = target.file('server/config', 'one\n');
  target.file('server/licence', 'theirs\n');
  const given = target.file('given', 'ours\n');
  before = target.tree();
  run = await target.begin();
  const { result } = await target.apply(run, [
    {
      step: named('place-license'),
      changes: [place(target.path('server/licence'), given), place(target.path('server/new'), given)],
    },
    {
      step: named('configure-scanner'),
      changes: [edit(config, { before: bytes('one\n'), after: bytes('two\n') })],
    },
    {
      step: named('set-behaviour'),
      changes: [edit(config, { before: bytes('two\n'), after: bytes('three\n') })],
    },
  ]);
  await run.end();
  expect(result.kind).toBe('done');
  after = target.tree();
  spawnSync('cp', ['-a', target.path('server'), copy()]);
  spawnSync('cp', ['-a', target.here('/var/lib/gateway-setup'), `${copy()}.state`]);
});
beforeEach(() => {
  for (const [from, to] of [
    [copy(), target.path('server')],
    [`${copy()}.state`, target.here('/var/lib/gateway-setup')],
  ] as const) {
    rmSync(to, { recursive: true });
    spawnSync('cp', ['-a', from, to]);
  }
});
afterAll(() => target.remove());

const gone = (name: string) => () => rmSync(folder(name));
const rotten = (name: string) => () =>
  writeFileSync(folder(name), readFileSync(folder(name), 'utf8').replace(/[a-z]/, 'X'));
const signal = new AbortController().signal;

const nothing = () => undefined;
/** The earlier contents, from a backup. */
const found = () => writeFileSync(folder('files/001.before'), 'theirs\n', { mode: 0o640 });

/** What the message says is to be typed, until nothing is left to say. */
function obey(said: string): void {
  const commands = [...said.matchAll(/: ((?:cp|rm|: >|chmod|chown) .*)$/gm)].map(
    ([, command = '']) => command,
  );
  const long = [...said.matchAll(/^ {6}(\(cd .*\))$/gm)].map(([, command = '']) => command);
  for (const command of [...commands, ...long].filter((one) => !one.includes('STEP')))
    expect(spawnSync('sh', ['-c', command]).status).toBe(0);
}

describe('sh undo.sh touches nothing, names what is damaged, and what it advises helps', () => {
  const rows: readonly (readonly [string, () => void, RegExp, mend?: () => void, then?: RegExp])[] = [
    [
      'the earlier contents have rotted',
      rotten('files/001.before'),
      /licence: its earlier contents are DAMAGED: .*001.before/,
      found,
    ],
    [
      'they are shorter',
      () => truncateSync(folder('files/003.before'), 2),
      /config: its earlier contents are DAMAGED/,
      () => writeFileSync(folder('files/003.before'), 'one\n'),
    ],
    ['they are gone', gone('files/001.before'), /licence: its earlier contents are GONE/, found],
    [
      'they are gone, and lie in another place',
      gone('files/004.before'),
      /To put it right: cp -p .*003.after .*004.before/,
    ],
    [
      'they are a link',
      () => {
        rmSync(folder('files/003.before'));
        symlinkSync('/etc/passwd', folder('files/003.before'));
      },
      /003.before is a symbolic link/,
      nothing,
      /003.before is a symbolic link/,
    ],
    ['what was left has rotted', rotten('files/004.after'), /what this run left is DAMAGED/],
    ['what was left is gone', gone('files/002.after'), /what this run left is GONE/],
    ['the checksums are gone', gone('files/003.sums'), /003.sums is gone/],
    [
      'the mark is gone, and somebody has edited the file',
      () => {
        gone('files/001.begun')();
        appendFileSync(target.path('server/licence'), 'x');
      },
      /001.begun, which marks that, is gone/,
      nothing,
      /edited by somebody since/,
    ],
    [
      'another one may write in its folder',
      () => chmodSync(folder(), 0o770),
      /may be written by its group; to mend that: chmod go-w/,
    ],
    [
      'everybody may write its undo.sh',
      () => chmodSync(folder('undo.sh'), 0o666),
      /undo.sh may be written by everybody/,
    ],
  ];
  test.each(rows.map((row) => ({ name: row[0], row })))('$name', ({ row }) => {
    const [, damage, words, mend = nothing, then] = row;
    damage();
    const now = target.tree();
    const { code, said } = target.undo(run);
    expect(said).toMatch(words);
    expect(code).not.toBe(0);
    expect(target.tree()).toEqual(now);
    mend();
    obey(said);
    if (then === undefined) {
      expect(target.undo(run).code).toBe(0);
      expect(target.tree()).toEqual(before);
    } else expect(target.undo(run).said).toMatch(then);
  });

  test('cut off anywhere, it does nothing at all', () => {
    const whole = readFileSync(folder('undo.sh'), 'utf8');
    for (const part of [0.5, 0.9, 0.99, 0.999]) {
      writeFileSync(folder('undo.sh'), whole.slice(0, Math.floor((whole.length - 40) * part)));
      target.undo(run);
      expect(target.tree()).toEqual(after);
    }
  });

  test('what was done after the step whose evidence is damaged can be taken back', () => {
    rotten('files/001.before')();
    expect(target.undo(run, 'configure-scanner').code).toBe(0);
    expect(target.read('server/config')).toBe('one\n');
    expect(target.read('server/licence')).toBe('ours\n');
  });
});

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
    expect(target.tree()).toEqual(after);
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
    expect(target.tree()).toEqual(before);
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
    expect(target.tree()).toEqual(after);
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
