import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../src/engine/run/journal.js';
import { begunBy, requireQuiet } from '../../../src/engine/setup/require-quiet.js';

const run: RunSummary = { id: '1-nod32', state: 'unfinished', startedAt: '', steps: [], sequence: 1 };

function refusal(more: Partial<RunSummary>, by = new Map<string, string>(), held = false): unknown {
  try {
    requireQuiet([run, { ...run, ...more }], 'mail', { by, held });
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each<[string, Partial<RunSummary>, RegExp, RegExp]>([
  [
    'armed',
    { atWork: 'armed', firesIn: 42 },
    /never verified, and mail is about to put it back/,
    /is over \(42 seconds from now\) and run/,
  ],
  ['about to fire', { atWork: 'armed', firesIn: 1 }, /never verified/, /\(1 second from now\)/],
  [
    'armed, for nobody knows how long',
    { atWork: 'armed' },
    /never verified/,
    /that run is over and run this again; or put it back now: gateway-setup rollback/,
  ],
  ['applying', { atWork: 'applying' }, /is still changing mail/, /Wait a moment/],
  ['taking back', { atWork: 'taking-back' }, /is being taken back on mail/, /Wait a moment/],
])('%s: refused', (_name, more, message, next) => {
  expect(refusal(more)).toMatchObject({
    message: expect.stringMatching(message),
    next: expect.stringMatching(next),
  });
});

test.each([
  ['nothing', {}],
  ['what nothing will take back by itself', { unwatched: true }],
])('%s: not refused', (_name, more) => {
  expect(refusal(more)).toBeUndefined();
});

describe('whoever has begun it may still be there', () => {
  const by = 'root on laptop-a, process 54';
  const begun = new Map(
    begunBy([
      { summary: run, events: [{ at: 1, event: 'begin', by }] },
      { summary: { ...run, id: '2-nod32' }, events: [] },
    ]),
  );
  const startedAt = '2006-06-11T04:26:40.000Z';

  test.each([
    [
      'armed',
      /is not verified yet, and unless it is, mail puts it back/,
      /or, if nobody works there any more,/,
    ],
    ['applying', /is still changing mail/, /Wait a moment/],
    ['taking-back', /is being taken back on mail/, /Wait a moment/],
  ] as const)('%s: who it is, since when and from where is told', (atWork, message, next) => {
    const told = refusal({ atWork, startedAt }, begun, true);
    expect(told).toMatchObject({
      message: expect.stringContaining(`1-nod32, begun at 2006-06-11 04:26:40 UTC by ${by},`),
      next: expect.stringMatching(next),
    });
    expect(told).toMatchObject({ message: expect.stringMatching(message) });
  });

  test('armed, and nobody holds the lock any more: nobody will verify it', () => {
    const told = refusal({ atWork: 'armed', startedAt }, begun);
    expect(told).toMatchObject({
      message: expect.stringMatching(/^The handover of the run 1-nod32 was never verified/),
    });
  });
});
