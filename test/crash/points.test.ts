import { expect, test } from 'vitest';
import { kindOf, readPoints, timeBefore } from './points.js';

test('points are counted by their names, and know the step and the change that they belong to', () => {
  const text = [
    'before folder RUN',
    'after journal-line step place-license',
    'before flush .',
    'after journal-line intent 1 place-license place-file',
    'before flush .',
    'after journal-line step start-scanner',
    '',
  ].join('\n');
  expect(readPoints(text).map(({ name, nth, step, change }) => [name, nth, step, change])).toEqual([
    ['before folder RUN', 1, 'begin', 'preparation'],
    ['after journal-line step place-license', 1, 'place-license', 'preparation'],
    ['before flush .', 1, 'place-license', 'preparation'],
    ['after journal-line intent 1 place-license place-file', 1, 'place-license', 'place-file'],
    ['before flush .', 2, 'place-license', 'place-file'],
    ['after journal-line step start-scanner', 1, 'start-scanner', 'preparation'],
  ]);
});

test('what the clock repeats may come less often than it did once; nothing else may', () => {
  const point = { name: 'after temporary-file RUN/armed-left', nth: 2, step: 'begin', change: 'preparation' };
  expect(timeBefore(point)).toEqual({ ...point, nth: 1 });
  expect(timeBefore({ ...point, nth: 1 })).toBeUndefined();
  expect(timeBefore({ ...point, name: 'before rename RUN/armed-left.gateway-setup.PID' })).toBeUndefined();
});

test('a kind that nobody knows is no kind', () => {
  expect(() => kindOf({ name: 'before something else' })).toThrow(/no known kind/);
});
