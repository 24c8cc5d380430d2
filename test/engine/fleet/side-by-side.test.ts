import { describe, expect, test } from 'vitest';
import { sideBySide } from '../../../src/engine/fleet/side-by-side.js';

const signal = new AbortController().signal;

/** Work that ends when it is told to. */
function gates(count: number) {
  const open: (() => void)[] = [];
  const passed = Array.from({ length: count }, (_, index) => {
    return new Promise<void>((resolve) => {
      open[index] = resolve;
    });
  });
  return { open: (index: number) => open[index]?.(), passed };
}

describe('work side by side', () => {
  test.each([1, 2, 3, 9])('%i at once: never more, all of it, results in order', async (atOnce) => {
    let now = 0;
    let most = 0;
    const results = await sideBySide(7, { atOnce, signal }, async (index) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return index * 10;
    });
    expect(results).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(most).toBe(Math.min(atOnce, 7));
  });

  test('of nothing', async () => {
    expect(await sideBySide(0, { atOnce: 3, signal }, async () => 1)).toEqual([]);
  });

  test('what ends first makes room for the next', async () => {
    const { open, passed } = gates(3);
    const begun: number[] = [];
    const all = sideBySide(3, { atOnce: 2, signal }, async (index) => {
      begun.push(index);
      await passed[index];
    });
    open(1);
    await passed[1];
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    open(0);
    open(2);
    await all;
  });

  test('the first failure stops the others, waits for them, and is thrown', async () => {
    const log: string[] = [];
    const failing = sideBySide(4, { atOnce: 2, signal }, async (index, mine) => {
      log.push(`begin ${index}`);
      if (index === 0) throw new Error('boom');
      await new Promise<void>((resolve) => mine.addEventListener('abort', () => resolve()));
      log.push(`stopped ${index}`);
    });
    await expect(failing).rejects.toThrow('boom');
    expect(log).toEqual(['begin 0', 'begin 1', 'stopped 1']);
  });

  test('from outside it is stopped, too', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const all = sideBySide(3, { atOnce: 1, signal: stop.signal }, async (index, mine) => {
      begun.push(index);
      stop.abort();
      expect(mine.aborted).toBe(true);
    });
    await expect(all).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun).toEqual([0]);
  });
});
