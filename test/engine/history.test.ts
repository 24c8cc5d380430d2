import { describe, expect, test } from 'vitest';
import { type HistoryEntry, historyOf } from '../../src/engine/history.js';
import { parseJournal, summarize } from '../../src/engine/run/journal.js';

/** The history of a journal, as it lies on the target. */
function of(...lines: readonly (object | string)[]) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const events = parseJournal(text);
  return historyOf({ summary: summarize('1-nod32', events), events });
}

const at = 1_150_000_000;
const intent = (change: number, step = 'place-license') => ({
  at,
  event: 'intent',
  change,
  step,
  summary: `do ${change}`,
});
const done = (change: number) => ({ at, event: 'done', change });
const told = (entries: readonly HistoryEntry[]) =>
  entries.map(({ what, text, step }) => [what, step, text].filter((one) => one !== undefined).join(' '));

test('who began it, with what, and what was done when', () => {
  const { by, version, entries, summary } = of(
    { at, event: 'begin', schema: 1, gateway: 'nod32', by: 'root on laptop', version: '1.2.3' },
    { at, event: 'step', step: 'place-license', processes: [], ports: [25] },
    intent(1),
    { ...done(1), at: at + 5 },
    { at: at + 9, event: 'finished', outcome: 'done' },
  );
  expect([by, version, summary.state]).toEqual(['root on laptop', '1.2.3', 'finished']);
  expect(entries).toEqual([
    { at: '2006-06-11T04:26:40.000Z', what: 'changed', text: 'do 1', step: 'place-license' },
    { at: '2006-06-11T04:26:49.000Z', what: 'finished', text: 'done' },
  ]);
});

test.each<[string, readonly (object | string)[], readonly string[]]>([
  ['nothing at all', [], []],
  [
    'one that was cut off',
    [intent(1), done(1), intent(2)],
    ['changed place-license do 1', 'begun place-license do 2'],
  ],
  ['a torn last line', [intent(1), '{"at":1150000000,"event":"do'], ['begun place-license do 1']],
  [
    'a failure is that of the change that was begun last',
    [intent(1), done(1), intent(2), { at, event: 'failed' }, intent(3), done(3)],
    ['changed place-license do 1', 'failed place-license do 2', 'changed place-license do 3'],
  ],
  [
    'a failure of no change',
    [intent(1), done(1), { at, event: 'failed' }],
    ['changed place-license do 1', 'failed '],
  ],
  [
    'taken back, also by the script of an earlier version',
    [intent(1), done(1), { at, event: 'undone', step: 'place_license' }, { at, event: 'undo-end', ok: true }],
    ['changed place-license do 1', 'taken-back place-license '],
  ],
  [
    'not all of it',
    [intent(1), done(1), { at, event: 'armed-undo-fired' }, { at, event: 'undo-end', ok: false }],
    ['changed place-license do 1', 'took-itself-back ', 'not-taken-back '],
  ],
  [
    'taken back and done again',
    [intent(1), done(1), { at, event: 'undone', step: 'place-license' }, intent(2), done(2)],
    ['changed place-license do 1', 'taken-back place-license ', 'changed place-license do 2'],
  ],
  ['events of a later version', [{ at, event: 'polished', step: 'x', summary: 'y' }], []],
  ['an end of what nobody began', [done(7)], []],
])('%s', (_name, lines, expected) => {
  expect(told(of(...lines).entries)).toEqual(expected);
});

describe('times', () => {
  test('stay in the order of the journal when the clock goes backwards', () => {
    const { entries } = of({ ...intent(1), at: at + 60 }, done(1), { ...intent(2), at }, done(2));
    expect(entries.map((entry) => entry.at)).toEqual([
      '2006-06-11T04:27:40.000Z',
      '2006-06-11T04:26:40.000Z',
    ]);
  });

  test('that are none are empty, and nothing fails', () => {
    expect(of({ ...intent(1), at: 9_000_000_000_000_000 }).entries[0]?.at).toBe('');
  });
});
