import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunDamage } from '../../../src/engine/run/damage.js';
import {
  begin,
  begun,
  done,
  id,
  intent,
  type Listed,
  listed,
  read,
  undone,
  undoSteps,
  whole,
} from './listed-run.js';

type Row = readonly [string, Listed, RunDamage['rollback'] | undefined, RegExp, readonly string[]];
const both = ['place-license', 'configure-scanner'];

describe('what is told of a run that is damaged', () => {
  test.each<Row>([
    ['all is well', {}, undefined, /^$/, both],
    [
      'taken back in part',
      { told: [...begun, '!mark 002.undone'], journal: [...whole, undone('configure-scanner')] },
      undefined,
      /^$/,
      ['place-license'],
    ],
    [
      'an event of a later version is passed over',
      { journal: [...whole, '{"at":1,"event":"else"}'] },
      undefined,
      /^$/,
      both,
    ],
    [
      'nothing changed yet',
      { told: [], journal: [begin], undo: ['!undo X/undo.sh is gone'] },
      undefined,
      /^$/,
      [],
    ],
    [
      'an intent that was not begun',
      { told: ['!mark 001.begun'], journal: whole.slice(0, 4) },
      undefined,
      /^$/,
      both,
    ],
    ['the journal is gone', { journal: 'missing' }, 'by-undo-script', /journal.jsonl is gone/, both],
    ['the journal is empty', { journal: [] }, 'by-undo-script', /nothing in .* can be read/, both],
    ['nothing but NUL', { journal: ['\0\0\0\0'] }, 'by-undo-script', /nothing in .* can be read/, both],
    [
      'a torn last line',
      { journal: [...whole.slice(0, 4), '{"at":17,"ev'] },
      'by-undo-script',
      /^1 line of .* cannot be read$/,
      both,
    ],
    [
      'a torn intent of what was begun',
      { journal: [...whole.slice(0, 3), intent(2, 'configure-scanner').slice(0, 30)] },
      'by-undo-script',
      /1 line .*tell of the change 2, begun/,
      both,
    ],
    [
      'an intent that never came to the disk',
      { journal: whole.slice(0, 3) },
      'by-undo-script',
      /tell of the change 2, begun/,
      both,
    ],
    [
      'torn in the middle',
      { journal: [begin, '{"at":', ...whole.slice(1)] },
      'by-undo-script',
      /^1 line/,
      both,
    ],
    [
      'a number that is none',
      { journal: [...whole, '{"at":1,"event":"done","change":"two"}'] },
      'by-undo-script',
      /^1 line/,
      both,
    ],
    ['the beginning is gone', { journal: whole.slice(1) }, 'by-undo-script', /does not begin/, both],
    [
      'done before it was intended',
      { journal: [begin, done(1), intent(1, 'place-license'), ...whole.slice(3)] },
      'by-undo-script',
      /not in the order/,
      both,
    ],
    [
      'a number twice',
      { journal: [...whole, intent(2, 'configure-scanner')] },
      'by-undo-script',
      /not in the order/,
      both,
    ],
    [
      'what undo.sh has taken back is not told',
      { told: [...begun, '!mark 002.undone'] },
      'by-undo-script',
      /all that was taken back/,
      ['place-license'],
    ],
    ['far too long', { told: [...begun, '!size 4000001'] }, 'by-undo-script', /far too long/, both],
    [
      'a journal of a later version',
      { journal: [begin.replace('"schema":1', '"schema":2'), ...whole.slice(1)] },
      'not-from-here',
      /the form 2 of a later version/,
      both,
    ],
    [
      'a step of a later version',
      { journal: [...whole, intent(3, 'greylist')] },
      'not-from-here',
      /the step greylist/,
      both,
    ],
    [
      'a change of a kind of a later version',
      { journal: [...whole, intent(3, 'place-license', '"kind":"edit-registry"')] },
      'not-from-here',
      /the kind edit-registry/,
      both,
    ],
    ['undo.sh is gone', { undo: ['!undo /X/undo.sh is gone'] }, 'not-from-here', /undo.sh is gone/, both],
    [
      'undo.sh and the journal are gone',
      { undo: ['!undo /X/undo.sh is gone'], journal: 'missing' },
      'not-from-here',
      /undo.sh is gone; .*journal.jsonl is gone/,
      [],
    ],
    [
      'somebody else could have written there',
      { told: ['!untrusted /X belongs to the user with the number 7', ...begun] },
      'not-from-here',
      /number 7/,
      both,
    ],
    [
      'a copy is not whole',
      { told: [...begun, '!file /X/files/001.before'] },
      'by-steps',
      /001.before is not what was laid there/,
      both,
    ],
    ['its number is lost', { sequence: '?' }, 'by-steps', /its number .* is lost/, both],
    [
      'a name that is none',
      { name: 'a?b', told: ['!name'], journal: 'missing', undo: [] },
      'not-from-here',
      /name is not that of a run/,
      [],
    ],
    ['a copy of a run', { name: `${id}-old` }, 'not-from-here', new RegExp(`a copy of the run ${id}`), []],
    [
      'taken back, whatever its journal says',
      { told: ['!taken-back'], journal: whole.slice(0, 3), undo: [] },
      undefined,
      /^$/,
      [],
    ],
  ])('%s', (_name, what, rollback, words, steps) => {
    const [run] = read(listed(what));
    expect(run?.summary.steps).toEqual(steps);
    expect(run?.summary.damage?.rollback).toBe(rollback);
    expect(run?.summary.damage?.what.join('; ') ?? '').toMatch(words);
    if (rollback !== undefined) expect(run?.summary.damage?.next).not.toBe('');
  });

  test('bytes that are no text spoil their line and no other', () => {
    const text = Buffer.from(listed({}));
    const at = text.indexOf('root');
    text[at] = 0xff;
    expect(read(text)[0]?.summary.damage?.what).toEqual([
      expect.stringMatching(/^1 line/),
      expect.stringMatching(/begin/),
    ]);
  });

  test('nothing in a journal is taken for another run', () => {
    const runs = read(listed({ journal: [...whole, `#9 armed - /x`, '!untrusted x', '!taken-back'] }));
    expect(runs).toHaveLength(1);
    expect(runs[0]?.summary).toMatchObject({
      sequence: 1,
      steps: both,
      damage: { rollback: 'by-undo-script' },
    });
  });

  test('a run without a beginning began when its name says', () => {
    expect(read(listed({ journal: 'missing' }))[0]?.summary.startedAt).toBe('2026-11-21T22:05:01.000Z');
  });

  test('a damaged run hides no other, and stands where it belongs', () => {
    const name = (day: number) => `2026-11-0${day}T000000Z-imss`;
    const run = (day: number, more: Listed) => listed({ name: name(day), undo: [], ...more });
    const runs = read(
      run(2, { sequence: '?' }),
      run(3, { sequence: '2', journal: 'missing' }),
      run(1, { sequence: '1' }),
    );
    expect(runs.map(({ summary }) => summary.id)).toEqual([name(1), name(2), name(3)]);
  });

  test('whatever is told, something comes out', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(...whole, ...undoSteps, ...begun, '!undo x', '#', '#1 x'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const { summary } of read(listed({ journal: [] }), lines.join('\n')))
          expect(summary.damage === undefined || summary.damage.what.length > 0).toBe(true);
      }),
    );
  });
});
