import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beatMs, type Traffic, watch } from '../../../../src/host/ssh/connect/watchdog.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** For a minute something happens to the traffic at each beat. When the line was taken for dead, in seconds. */
function deadAfter(
  happens: (traffic: { -readonly [Key in keyof Traffic]: number }) => void,
): number | undefined {
  const traffic = { received: 0, sent: 0, waiting: 0 };
  let dead: number | undefined;
  const began = Date.now();
  const stop = watch(traffic, () => {
    dead = (Date.now() - began) / 1000;
  });
  for (let beat = 0; beat < 24; beat += 1) {
    happens(traffic);
    vi.advanceTimersByTime(beatMs);
  }
  stop();
  return dead;
}

test('silence for 10 seconds is death', () => {
  expect(deadAfter(() => {})).toBe(10);
});

test('whatever comes in is life', () => {
  expect(
    deadAfter((traffic) => {
      traffic.received += 1;
    }),
  ).toBeUndefined();
});

test('questions that the system takes are none', () => {
  expect(
    deadAfter((traffic) => {
      traffic.sent += 50;
    }),
  ).toBe(10);
});

test('on a slow line the question waits, and what gets through is life', () => {
  expect(
    deadAfter((traffic) => {
      traffic.waiting = 1000;
      traffic.sent += 50;
    }),
  ).toBeUndefined();
});

test('what waits without getting through is none', () => {
  expect(
    deadAfter((traffic) => {
      traffic.waiting += 1000;
    }),
  ).toBe(10);
});
