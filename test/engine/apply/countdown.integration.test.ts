import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProgressDisplay } from '../../../src/engine/operator.js';
import { named, run as serviceRun } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

/** Nothing listens there: it is no port of a service (RFC 6335 reserves it). */
const closedPort = 1;

test('a port that never opens: how long it is waited for is told, and the service is as patient as it says', async () => {
  const slow = { ...target.services.add('slow', 1), patience: 3 };
  const told: (readonly [number, number])[] = [];
  const failed: string[] = [];
  const display: ProgressDisplay = {
    plan: () => {},
    begin: () => {},
    waiting: (number, secondsLeft) => void told.push([number, secondsLeft]),
    done: () => {},
    failed: (_number, reason) => void failed.push(reason),
    close: async () => {},
  };
  const run = await target.begin();
  const planned = [{ step: named('start-scanner'), changes: [serviceRun('start', slow, closedPort)] }];
  const { result } = await target.apply(run, planned, { progress: () => display }, []);
  expect(result).toMatchObject({ kind: 'failed', putBack: true });
  expect(failed).toEqual([expect.stringMatching(/nothing listens on port 1 after 3 seconds/)]);
  expect(told.map(([number]) => number)).toEqual(told.map(() => 1));
  const left = told.map(([, seconds]) => seconds);
  expect(left.length).toBeGreaterThan(0);
  expect(left).toEqual([...new Set(left)].sort((a, b) => b - a));
  expect(Math.max(...left)).toBeLessThan(3);
});
