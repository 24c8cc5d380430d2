import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stageClock } from '../../../../src/host/ssh/connect/stage-clock.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a stage has its time, and none of it is left over for the next', () => {
  const expired: unknown[] = [];
  const clock = stageClock((stage, limitMs) => expired.push([stage, limitMs]));
  clock.enter('reaching it', 100);
  vi.advanceTimersByTime(99);
  clock.enter('exchanging keys', 50);
  vi.advanceTimersByTime(49);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual([['exchanging keys', 50]]);
});

test('a question stops the clock', async () => {
  const expired: unknown[] = [];
  const clock = stageClock((stage) => expired.push(stage), 120);
  clock.enter('logging in', 100);
  const asked = clock.asking(() => new Promise<void>((resolve) => setTimeout(resolve, 10_000)));
  await vi.advanceTimersByTimeAsync(10_000);
  await asked;
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(expired).toEqual(['logging in']);
});

test('all stages together have a time too', () => {
  const expired: unknown[] = [];
  const clock = stageClock((stage, limitMs) => expired.push([stage, Math.round(limitMs)]), 100);
  clock.enter('reaching it', 80);
  vi.advanceTimersByTime(70);
  clock.enter('exchanging keys', 80);
  vi.advanceTimersByTime(30);
  expect(expired).toEqual([['exchanging keys', 30]]);
});

test('stopped, nothing expires', () => {
  const expired: unknown[] = [];
  const clock = stageClock((stage) => expired.push(stage));
  clock.enter('reaching it', 10);
  clock.stop();
  clock.renew();
  vi.advanceTimersByTime(1000);
  expect(expired).toEqual([]);
});
