import { describe, expect, test } from 'vitest';
import { ConnectionCounter } from '../../../src/lab/axigen/limits.js';

/** A counter that lets in whoever may come. */
class Admission extends ConnectionCounter {
  admit(peer: string, now: number): string | undefined {
    const refusedBy = this.refusal(peer, now);
    if (refusedBy === undefined) this.count(peer, now);
    return refusedBy;
  }
}

const wide = {
  maxConnections: 100,
  maxIntervalConnections: 0,
  timeInterval: 60,
  peerMaxConnections: 100,
  peerMaxIntervalConnections: 0,
  peerTimeInterval: 60,
};

describe('each limit', () => {
  test('maxConnections counts all peers, and what ended makes room', () => {
    const counter = new Admission({ ...wide, maxConnections: 2 });
    expect(counter.admit('a', 0)).toBeUndefined();
    expect(counter.admit('b', 0)).toBeUndefined();
    expect(counter.admit('c', 0)).toBe('maxConnections');
    counter.release('a');
    expect(counter.admit('c', 0)).toBeUndefined();
  });

  test('peerMaxConnections counts one peer', () => {
    const counter = new Admission({ ...wide, peerMaxConnections: 1 });
    expect(counter.admit('a', 0)).toBeUndefined();
    expect(counter.admit('a', 0)).toBe('peerMaxConnections');
    expect(counter.admit('b', 0)).toBeUndefined();
    counter.release('a');
    expect(counter.admit('a', 0)).toBeUndefined();
  });

  test('maxIntervalConnections counts all peers in timeInterval seconds, ended or not', () => {
    const counter = new Admission({ ...wide, maxIntervalConnections: 2, timeInterval: 30 });
    for (const peer of ['a', 'b']) {
      expect(counter.admit(peer, 0)).toBeUndefined();
      counter.release(peer);
    }
    expect(counter.admit('c', 29_999)).toBe('maxIntervalConnections');
    expect(counter.admit('c', 30_000)).toBeUndefined();
  });

  test('peerMaxIntervalConnections counts one peer in peerTimeInterval seconds', () => {
    const counter = new Admission({ ...wide, peerMaxIntervalConnections: 1, peerTimeInterval: 90 });
    expect(counter.admit('a', 0)).toBeUndefined();
    expect(counter.admit('b', 1)).toBeUndefined();
    expect(counter.admit('a', 89_999)).toBe('peerMaxIntervalConnections');
    expect(counter.admit('a', 90_000)).toBeUndefined();
  });
});

test('0 is unlimited for the interval limits', () => {
  const counter = new Admission(wide);
  for (let round = 0; round < 500; round += 1) {
    expect(counter.admit('a', 0)).toBeUndefined();
    counter.release('a');
  }
});

test('a refused connection is not counted', () => {
  const counter = new Admission({ ...wide, peerMaxConnections: 1, maxIntervalConnections: 2 });
  counter.admit('a', 0);
  for (let round = 0; round < 10; round += 1) counter.admit('a', 0);
  expect(counter.admit('b', 0)).toBeUndefined();
});

test('new limits count for connections to come', () => {
  const counter = new Admission({ ...wide, maxConnections: 1 });
  counter.admit('a', 0);
  expect(counter.admit('b', 0)).toBe('maxConnections');
  counter.change(wide);
  expect(counter.admit('b', 0)).toBeUndefined();
});
