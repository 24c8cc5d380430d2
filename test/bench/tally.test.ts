import { describe, expect, test } from 'vitest';
import { type Delivery, tally } from '../../bench/steady/tally.js';

type Outcome = Delivery['outcome'];

/** One after the other, a tenth of a second apart. */
function sent(...outcomes: readonly Outcome[]): readonly Delivery[] {
  return outcomes.map((outcome, index) => ({
    id: `m-${index + 1}`,
    begunAt: index * 100,
    endedAt: index * 100 + 20,
    outcome,
    said: '',
  }));
}
const stored = (...ids: readonly string[]) =>
  ids.map((id) => ({ id: id.replace('S', 'm'), isScanned: id.startsWith('S') }));

describe('a steady stream of messages', () => {
  test('that all arrive', () => {
    expect(tally(sent('accepted', 'accepted'), stored('m-1', 'm-2'))).toMatchObject({
      accepted: ['m-1', 'm-2'],
      lost: [],
      doubled: [],
      scanned: [false, false],
      outages: [],
    });
  });

  test('accepted and in no mailbox is lost; what was never accepted is not', () => {
    expect(tally(sent('accepted', 'unanswered', 'refused', 'rejected', 'broken'), []).lost).toEqual(['m-1']);
  });

  test('twice in the mailbox, or refused and there all the same, is doubled; unanswered and there is not', () => {
    const { doubled } = tally(
      sent('accepted', 'rejected', 'unanswered', 'accepted'),
      stored('m-1', 'm-1', 'm-2', 'm-3', 'm-4'),
    );
    expect(doubled).toEqual(['m-1', 'm-2']);
  });

  test.each<[string, readonly Outcome[], readonly string[], ReturnType<typeof tally>['outages']]>([
    [
      'the handover',
      ['accepted', 'refused', 'broken', 'accepted'],
      ['m-1', 'S-4'],
      [{ ms: 200, handsOver: true }],
    ],
    ['and back', ['accepted', 'refused', 'accepted'], ['S-1', 'm-3'], [{ ms: 100, handsOver: true }]],
    ['a restart', ['accepted', 'rejected', 'accepted'], ['S-1', 'S-3'], [{ ms: 100, handsOver: false }]],
    [
      'two',
      ['accepted', 'refused', 'accepted', 'refused', 'accepted'],
      ['m-1', 'S-3', 'S-5'],
      [
        { ms: 100, handsOver: true },
        { ms: 100, handsOver: false },
      ],
    ],
    ['from the beginning', ['refused', 'accepted'], ['m-2'], [{ ms: 100, handsOver: false }]],
    ['to the end', ['accepted', 'refused'], ['m-1'], [{ ms: 20, handsOver: false }]],
  ])('outages: %s', (_name, outcomes, ids, outages) => {
    expect(tally(sent(...outcomes), stored(...ids)).outages).toEqual(outages);
  });
});
