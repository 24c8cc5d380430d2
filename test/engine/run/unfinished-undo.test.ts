import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../../../src/engine/run/journal.js';
import { repeatCommand, unfinishedUndo } from '../../../src/engine/run/unfinished-undo.js';

const intent = { event: 'intent', step: 'start-scanner' };
const begin = { event: 'undo-begin', to: 'set_scan_threads' };
const well = { event: 'undo-end', ok: true };
const badly = { event: 'undo-end', ok: false };
const undone = { event: 'undone', step: 'set-scan-threads' };
const at = (events: readonly object[]) => events.map((one) => ({ at: 1, ...one }) as JournalEvent);

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
    [
      'of all that it did',
      [{ event: 'step', step: 'set-scan-threads' }, { event: 'step', step: 'start-scanner' }, intent, begin],
      {},
    ],
    ['to a step that this version does not know', [intent, { event: 'undo-begin', to: 'x' }], {}],
    ['to a step that is not told', [intent, { event: 'undo-begin' }], {}],
  ])('%s', (_name, events, wanted) => {
    expect(unfinishedUndo(at(events), ['start-scanner'])).toEqual(wanted);
  });

  test.each([
    ['cut off', [intent, begin, undone], {}],
    ['ended badly, and its beginning is not in the journal', [intent, undone, badly], {}],
    ['to a good end', [intent, begin, undone, well], undefined],
    ['nothing was ever begun', [], undefined],
  ])('no step stands: %s', (_name, events, wanted) => {
    expect(unfinishedUndo(at(events), [])).toEqual(wanted);
  });

  test('what runs it once more', () => {
    expect(repeatCommand('1-nod32', {})).toBe('gateway-setup rollback --run 1-nod32');
    expect(repeatCommand('1-nod32', { to: 'start-scanner' })).toBe(
      'gateway-setup rollback --run 1-nod32 --to start-scanner',
    );
  });
});
