import { describe, expect, test } from 'vitest';
import { chooseRun } from '../../../src/engine/run/choose-run.js';
import type { RunDamage } from '../../../src/engine/run/damage.js';
import type { JournalEvent } from '../../../src/engine/run/journal.js';
import {
  repeatCommand,
  type UnfinishedUndo,
  unfinishedUndo,
} from '../../../src/engine/run/unfinished-undo.js';
import { id, listed, read, undone as taken, at as time, whole } from './listed-run.js';

const intent = { event: 'intent', step: 'start-scanner' };
const begin = { event: 'undo-begin', to: 'set_scan_threads' };
const well = { event: 'undo-end', ok: true };
const badly = { event: 'undo-end', ok: false };
const undone = { event: 'undone', step: 'set-scan-threads' };
const at = (events: readonly object[]) => events.map((one) => ({ at: 1, ...one }) as JournalEvent);

const steps = ['place-license', 'start-scanner', 'set-scan-threads'].map((step) => ({ event: 'step', step }));
const back = (to: string) => ({ event: 'undo-begin', to });

describe('an undo that nobody has repeated to a good end', () => {
  test.each([
    ['there was none', [intent], undefined],
    ['to a good end', [intent, begin, undone, well], undefined],
    ['something was in its way', [intent, badly], undefined],
    ['ended badly', [intent, begin, undone, badly], { to: 'set-scan-threads' }],
    ['cut off', [intent, begin, undone], { to: 'set-scan-threads' }],
    ['something was in the way of its repetition', [intent, begin, badly, badly], { to: 'set-scan-threads' }],
    ['repeated to a good end', [intent, begin, badly, begin, well], undefined],
    ['somebody has gone on', [intent, begin, badly, intent], undefined],
    ['of all that it did', [intent, back('place_license')], {}],
    [
      'a smaller part is taken back well since',
      [intent, back('start_scanner'), badly, begin, well],
      { to: 'start-scanner' },
    ],
    [
      'a larger part is taken back well since',
      [intent, begin, badly, back('start_scanner'), well],
      undefined,
    ],
    [
      'a larger part has ended badly since',
      [intent, begin, badly, back('start_scanner'), badly],
      { to: 'start-scanner' },
    ],
    [
      'its step was begun once more, and not changed; then repeated',
      [
        intent,
        back('start_scanner'),
        badly,
        { event: 'step', step: 'start-scanner' },
        back('start_scanner'),
        well,
      ],
      undefined,
    ],
    [
      'to a step whose beginning the journal has lost',
      [intent, back('configure_scanner'), badly],
      { to: 'configure-scanner' },
    ],
    [
      'to one whose beginning it has lost, repeated to a good end',
      [intent, back('configure_scanner'), badly, back('configure_scanner'), well],
      undefined,
    ],
    [
      'one whose beginning it has lost ended well since',
      [intent, back('start_scanner'), badly, back('configure_scanner'), well],
      {},
    ],
    [
      'a good end whose beginning is not told',
      [intent, back('start_scanner'), badly, well],
      { to: 'start-scanner' },
    ],
    ['to a step that this version does not know', [intent, { event: 'undo-begin', to: 'x' }], {}],
    ['to a step that is not told', [intent, { event: 'undo-begin' }], {}],
  ])('%s', (_name, events, wanted) => {
    expect(unfinishedUndo(at([...steps, ...events]), ['start-scanner'])).toEqual(wanted);
  });

  test.each([
    ['cut off', [intent, begin, undone], {}],
    ['ended badly, and its beginning is not in the journal', [intent, undone, badly], {}],
    ['to a good end', [intent, begin, undone, well], undefined],
    ['nothing was ever begun', [], undefined],
    ['all of it, and one step well since', [...steps, intent, back('place_license'), badly, begin, well], {}],
  ])('no step stands: %s', (_name, events, wanted) => {
    expect(unfinishedUndo(at(events), [])).toEqual(wanted);
  });

  test('what runs it once more, where that can be done from here', () => {
    const command = (undoUnfinished?: UnfinishedUndo, rollback?: RunDamage['rollback']) =>
      repeatCommand({
        id: '1-nod32',
        ...(undoUnfinished === undefined ? {} : { undoUnfinished }),
        ...(rollback === undefined ? {} : { damage: { what: [], rollback, next: '' } }),
      });
    expect(command()).toBeUndefined();
    expect(command({})).toBe('gateway-setup rollback --run 1-nod32');
    expect(command({ to: 'start-scanner' })).toBe('gateway-setup rollback --run 1-nod32 --to start-scanner');
    expect(command({}, 'by-undo-script')).toBe('gateway-setup rollback --run 1-nod32');
    expect(command({}, 'not-from-here')).toBeUndefined();
  });
});

describe('of the runs on a server', () => {
  const step = `{"at":${time},"event":"step","step":"configure-scanner"}`;
  const bad = `{"at":${time},"event":"undo-begin","to":"configure_scanner"}`;
  const badly = [...whole, step, taken('configure-scanner'), taken('place-license'), bad];
  const later = '2026-11-22T000000Z-nod32';

  test('one below a later run that stands is not run once more before that is taken back', () => {
    const runs = read(listed({ journal: badly }), listed({ name: later, sequence: '2', undo: [] }));
    expect(runs.map(({ summary }) => summary.undoUnfinished)).toEqual([{ under: later }, undefined]);
    expect(read(listed({ journal: badly }))[0]?.summary.undoUnfinished).toEqual({});
  });

  test('one that is at work may end well; it still is the one that is meant', () => {
    const text = listed({ journal: badly, told: [] }).replace(/^#1 none/, '#1 taking-back');
    const [run] = read(text);
    expect(run?.summary).toMatchObject({ atWork: 'taking-back', steps: [] });
    expect(run?.summary.undoUnfinished).toBeUndefined();
    expect(chooseRun(read(text), 'this server', undefined).summary.id).toBe(id);
  });
});
