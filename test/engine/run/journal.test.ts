import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JournalEvent, parseJournal, summarize } from '../../../src/engine/run/journal.js';
import { standingChanges, stepStart } from '../../../src/engine/run/standing-changes.js';
import type { StepId } from '../../../src/model/step-id.js';

const at = 1_795_298_701;
const begin: JournalEvent = { at, event: 'begin' };
const intent = (step: string, change: number, more: Partial<JournalEvent> = {}): JournalEvent => ({
  at,
  event: 'intent',
  step,
  change,
  kind: 'edit-file',
  ...more,
});
const undone = (step: string): JournalEvent => ({ at, event: 'undone', step });
const finished: JournalEvent = { at, event: 'finished' };
const stepBegun = (step: StepId, ...processes: string[]): JournalEvent => ({
  at,
  event: 'step',
  step,
  processes,
});

describe('parseJournal', () => {
  test.each([
    ['empty', '', 0],
    ['one line', '{"at":1,"event":"begin"}\n', 1],
    ['no last line end', '{"at":1,"event":"begin"}', 1],
    ['a torn last line', '{"at":1,"event":"begin"}\n{"at":2,"event":"int', 1],
    ['a torn line in the middle', '{"at":1,"event":"begin"}\n{"at":2,"ev\n{"at":3,"event":"undone"}\n', 2],
    ['an unknown event', '{"at":1,"event":"of a later version","else":{}}\n', 1],
    ['no event', '{"at":1}\n[]\nnull\n7\n"event"\n', 0],
    ['no time', '{"event":"begin"}\n', 0],
    ['a time that is none', '{"at":"now","event":"begin"}\n{"at":1e99,"event":"begin"}\n', 0],
    ['a step that is none', '{"at":1,"event":"intent","step":7}\n', 0],
    ['processes that are none', '{"at":1,"event":"step","processes":"axigen"}\n', 0],
  ])('%s', (_name, text, count) => {
    expect(parseJournal(text)).toHaveLength(count);
  });

  test('whatever stands there, a summary comes out', () => {
    const line = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ at: fc.anything(), event: fc.anything(), step: fc.anything() })
        .map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(summarize('x', parseJournal(lines.join('\n'))).steps).toEqual([]);
      }),
    );
  });
});

describe('summarize', () => {
  test.each<readonly [string, readonly JournalEvent[], string, readonly string[]]>([
    ['nothing written', [], 'unfinished', []],
    ['begun', [begin], 'unfinished', []],
    ['finished without a change', [begin, finished], 'finished', []],
    ['cut off after an intent', [begin, intent('place-license', 1)], 'unfinished', ['place-license']],
    [
      'finished',
      [begin, intent('place-license', 1), intent('install-scanner', 2), finished],
      'finished',
      ['place-license', 'install-scanner'],
    ],
    [
      'in the order of doing, not of the article',
      [begin, intent('close-open-relay', 1), intent('configure-scanner', 2)],
      'unfinished',
      ['close-open-relay', 'configure-scanner'],
    ],
    [
      'taken back in part',
      [begin, intent('place-license', 1), intent('install-scanner', 2), finished, undone('install-scanner')],
      'finished',
      ['place-license'],
    ],
    [
      'taken back, by the names of shell functions',
      [begin, intent('place-license', 1), undone('place_license')],
      'rolled-back',
      [],
    ],
    [
      'taken back and done again: it comes last',
      [
        begin,
        intent('place-license', 1),
        intent('install-scanner', 2),
        undone('install_scanner'),
        undone('place_license'),
        intent('install-scanner', 3),
        intent('place-license', 4),
      ],
      'unfinished',
      ['install-scanner', 'place-license'],
    ],
    [
      'a step of a later version stands all the same',
      [begin, intent('of-a-later-version', 1), intent('place-license', 2), undone('place-license')],
      'unfinished',
      [],
    ],
  ])('%s', (_name, events, state, steps) => {
    expect(summarize('id', events)).toMatchObject({ id: 'id', state, steps });
  });

  test('tells when the run began, whatever the clock said', () => {
    expect(summarize('x', [begin]).startedAt).toBe('2026-11-21T22:05:01.000Z');
    expect(summarize('x', [{ at: 9e15, event: 'begin' }]).startedAt).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('standingChanges', () => {
  const events = [
    begin,
    stepBegun('place-license', 'axigen'),
    intent('place-license', 1, { path: '/l', kind: 'place-file', summary: 'Copy' }),
    intent('configure-scanner', 2, { path: '/c' }),
    undone('configure-scanner'),
    stepBegun('configure-scanner', 'axigen', 'nod32d'),
    intent('configure-scanner', 3, { path: '/c' }),
    stepBegun('configure-scanner', 'axigen', 'nod32d', 'nod32smtp'),
    intent('configure-scanner', 4, { path: '/c' }),
  ];

  test('what was taken back does not count, what was tried again counts with it', () => {
    const steps: readonly StepId[] = ['place-license', 'configure-scanner'];
    expect(standingChanges(events, steps).map(({ number }) => number)).toEqual([1, 3, 4]);
    expect(standingChanges(events, ['configure-scanner']).map(({ number }) => number)).toEqual([3, 4]);
  });

  test('keeps what is needed to check it', () => {
    expect(standingChanges(events, ['place-license'])).toEqual([
      { number: 1, step: 'place-license', kind: 'place-file', summary: 'Copy', path: '/l' },
    ]);
  });

  test('what ran before is what ran before the first change that counts', () => {
    expect(stepStart(events, 'configure-scanner').processes).toEqual(['axigen', 'nod32d']);
    expect(stepStart(events, 'place-license').processes).toEqual(['axigen']);
    expect(stepStart(events, 'close-open-relay').processes).toEqual([]);
  });
});
