import { describe, expect, test } from 'vitest';
import { inTurn } from '../../../src/engine/fleet/in-turn.js';

function turns(codes: Readonly<Record<string, number>>, agree = true) {
  const log: string[] = [];
  const result = inTurn(Object.keys(codes), {
    begin: async (server, number) => {
      log.push(`${number} ${server}`);
      return codes[server] ?? 1;
    },
    goOn: async (left) => {
      log.push(`go on with ${left}?`);
      return agree;
    },
  });
  return { result, log };
}

describe('one after the other', () => {
  test('the first is learnt from before the others are begun', async () => {
    const { result, log } = turns({ a: 0, b: 0, c: 0 });
    expect(await result).toEqual({ done: ['a', 'b', 'c'], notBegun: [] });
    expect(log).toEqual(['1 a', 'go on with 2?', '2 b', '3 c']);
  });

  test('declined after the first', async () => {
    const { result, log } = turns({ a: 0, b: 0, c: 0 }, false);
    expect(await result).toEqual({ done: ['a'], notBegun: ['b', 'c'] });
    expect(log).toEqual(['1 a', 'go on with 2?']);
  });

  test.each([
    [{ a: 3, b: 0 }, [], 'a', ['b'], ['1 a']],
    [{ a: 0, b: 1, c: 0 }, ['a'], 'b', ['c'], ['1 a', 'go on with 2?', '2 b']],
    [{ a: 0, b: 130 }, ['a'], 'b', [], ['1 a', 'go on with 1?', '2 b']],
  ])('stops at the first that does not end well: %j', async (codes, done, server, notBegun, begun) => {
    const { result, log } = turns(codes);
    const exitCode = Object.values(codes).find((code) => code !== 0);
    expect(await result).toEqual({ done, stopped: { server, exitCode }, notBegun });
    expect(log).toEqual(begun);
  });

  test('a single one is asked nothing', async () => {
    const { result, log } = turns({ a: 0 });
    expect(await result).toEqual({ done: ['a'], notBegun: [] });
    expect(log).toEqual(['1 a']);
  });
});
