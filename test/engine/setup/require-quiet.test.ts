import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src/engine/run/journal.js';
import { requireQuiet } from '../../../src/engine/setup/require-quiet.js';

const run: RunSummary = { id: '1-nod32', state: 'unfinished', startedAt: '', steps: [], sequence: 1 };

function refusal(more: Partial<RunSummary>): unknown {
  try {
    requireQuiet([run, { ...run, ...more }], 'mail');
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
