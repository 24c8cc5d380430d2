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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../../src/engine/run/run.js';
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
      'those of a file that was not there before',
      gone('files/002.sums'),
      /If .*new was there before this run, put what it was into/,
    ],
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
      expect(target.tree()).toEqual(one.before);
    } else expect(target.undo(run).said).toMatch(then);
  });

  test('cut off anywhere, it does nothing at all', () => {
    const whole = readFileSync(folder('undo.sh'), 'utf8');
    for (const part of [0.5, 0.9, 0.99, 0.999]) {
      writeFileSync(folder('undo.sh'), whole.slice(0, Math.floor((whole.length - 40) * part)));
      target.undo(run);
      expect(target.tree()).toEqual(one.after);
    }
  });

  test('what was done after the step whose evidence is damaged can be taken back', () => {
    rotten('files/001.before')();
    expect(target.undo(run, 'configure-scanner').code).toBe(0);
    expect(target.read('server/config')).toBe('one\n');
    expect(target.read('server/licence')).toBe('ours\n');
  });
});
