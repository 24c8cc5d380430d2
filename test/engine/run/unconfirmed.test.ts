import { describe, expect, test } from 'vitest';
import {
  type AtWork,
  type JournalEvent,
  type RunSummary,
  summarize,
} from '../../../src/engine/run/journal.js';
import { type FiredUndo, unconfirmed } from '../../../src/engine/run/unconfirmed.js';

const at = 1_150_000_000;
const event = (name: string, more: Partial<JournalEvent> = {}): JournalEvent => ({
  at,
  event: name,
  ...more,
});
const intent = (step: string) => event('intent', { step, change: 1 });
const made = [intent('start-scanner'), intent('move-axigen-listener')];
const fired = event('armed-undo-fired', { to: 'move-axigen-listener' });
const begun = event('undo-begin', { to: 'move_axigen_listener' });
const undone = event('undone', { step: 'move-axigen-listener' });
const well = event('undo-end', { ok: true });
const badly = event('undo-end', { ok: false });

const summaryOf = (since: readonly JournalEvent[], atWork?: AtWork) =>
  summarize('1-nod32', [...made, ...since], { sequence: 1, ...(atWork === undefined ? {} : { atWork }) });

describe('an undo that has fired', () => {
  test.each<[string, readonly JournalEvent[], AtWork | undefined, FiredUndo['outcome'] | undefined, boolean]>(
    [
      ['never', [begun, undone, well], undefined, undefined, false],
      ['has done all of it', [fired, begun, undone, well], undefined, 'taken-back', false],
      ['is at work', [fired, begun], 'taking-back', 'under-way', false],
      ['has only just begun', [fired], 'armed', 'under-way', false],
      ['has only just begun to take back', [fired, begun, undone], 'armed', 'under-way', false],
      ['was cut off, and another one is armed', [fired, intent('start-scanner')], 'armed', 'cut-off', true],
      ['has failed a moment ago', [fired, badly], 'armed', 'not-taken-back', false],
      ['was cut off at once', [fired], undefined, 'cut-off', false],
      ['was cut off', [fired, begun, undone], undefined, 'cut-off', false],
      ['was refused', [fired, badly], undefined, 'not-taken-back', false],
      ['failed on the way', [fired, begun, badly], undefined, 'not-taken-back', false],
      ['failed, and so did a second', [fired, begun, badly, begun, badly], undefined, 'not-taken-back', true],
      [
        'failed, and a second did not',
        [fired, badly, begun, undone, well],
        undefined,
        'taken-back-since',
        true,
      ],
      [
        'failed, and less was taken back since',
        [fired, badly, begun, well],
        undefined,
        'not-taken-back',
        true,
      ],
      [
        'was cut off, and a second was not',
        [fired, begun, begun, undone, well],
        undefined,
        'taken-back-since',
        true,
      ],
      ['was cut off, and so was a second', [fired, begun, begun], undefined, 'cut-off', true],
      ['failed, and a second is at work', [fired, badly, begun], 'taking-back', 'under-way', false],
      [
        'well, and the run went on',
        [fired, begun, undone, well, intent('configure-scanner')],
        undefined,
        'taken-back',
        true,
      ],
      [
        'well, and the rest was taken back',
        [fired, begun, undone, well, begun, well],
        undefined,
        'taken-back',
        true,
      ],
      [
        'twice, the second time badly',
        [fired, begun, undone, well, intent('move-axigen-listener'), fired, badly],
        undefined,
        'not-taken-back',
        false,
      ],
    ],
  )('%s', (_name, since, atWork, outcome, dealtWith) => {
    const { fired: found } = summaryOf(since, atWork);
    expect(found).toEqual(
      outcome === undefined ? undefined : { at: '2006-06-11T04:26:40.000Z', outcome, dealtWith },
    );
  });

  test.each<[string, readonly JournalEvent[], Partial<RunSummary>]>([
    ['it is not armed any more, and no seconds are left', [fired], { atWork: 'taking-back' }],
    ['another one is', [fired, intent('start-scanner')], { atWork: 'armed', firesIn: 1 }],
    ['it is armed still', [], { atWork: 'armed', firesIn: 1 }],
  ])('since the folder was looked at: %s', (_name, since, told) => {
    const { sequence, atWork, firesIn } = summarize('1-nod32', [...made, ...since], {
      sequence: 1,
      atWork: 'armed',
      firesIn: 1,
    });
    expect({ sequence, atWork, firesIn }).toEqual({ sequence: 1, firesIn: undefined, ...told });
  });

  test('by an earlier version, which did not say how far back, or at a time that is none', () => {
    const old = [event('armed-undo-fired', { at: Number.MAX_SAFE_INTEGER }), badly, begun, undone, well];
    expect(summaryOf(old).fired).toEqual({ at: '', outcome: 'taken-back-since', dealtWith: true });
  });
});

describe('what whoever comes next must know', () => {
  const one = (sequence: number, more: Partial<RunSummary> = {}): RunSummary => ({
    id: `${sequence}-nod32`,
    state: 'unfinished',
    startedAt: '2006-06-11T04:26:40.000Z',
    steps: ['start-scanner'],
    sequence,
    ...more,
  });
  const undo = (outcome: FiredUndo['outcome'], dealtWith = false) => ({
    fired: { at: '', outcome, dealtWith },
  });

  test.each<[string, readonly RunSummary[], readonly number[]]>([
    ['no run', [], []],
    ['a run that was confirmed', [one(1)], []],
    ['the latest took itself back', [one(1), one(2, undo('taken-back'))], [2]],
    ['somebody has gone on with it since', [one(1, undo('taken-back', true))], []],
    ['a later run has gone on from there', [one(1, undo('taken-back')), one(2)], []],
    ['it was finished since', [one(1, undo('taken-back-since', true))], []],
    ['not everything, however long ago', [one(1, undo('not-taken-back', true)), one(2)], [1]],
    ['cut off', [one(1, undo('cut-off')), one(2)], [1]],
    ['right now', [one(1, undo('under-way'))], [1]],
    ['nobody watches over it', [one(1, { unwatched: true }), one(2)], [1]],
  ])('%s', (_name, runs, told) => {
    expect(unconfirmed(runs).map(({ sequence }) => sequence)).toEqual(told);
  });
});
