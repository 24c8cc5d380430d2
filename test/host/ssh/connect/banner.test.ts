import { expect, test } from 'vitest';
import { Banners } from '../../../../src/host/ssh/connect/banner.js';

test('2 KB of all banners together are shown, by lines', () => {
  const shown: string[] = [];
  const banners = new Banners((line) => void shown.push(line));
  expect(banners.take('one\r\n\r\ntwo\n')).toBe(true);
  expect(banners.take('x'.repeat(3000))).toBe(true);
  expect(banners.take('later')).toBe(true);
  expect(shown.slice(0, 2)).toEqual(['one', 'two']);
  expect(shown.join('').length).toBeLessThanOrEqual(2048);
  expect(shown).toHaveLength(3);
});

test('banners without end are too much', () => {
  const many = new Banners(() => {});
  expect(Array.from({ length: 101 }, () => many.take('')).at(-1)).toBe(false);
  const large = new Banners(() => {});
  expect(Array.from({ length: 9 }, () => large.take('x'.repeat(32 * 1024))).at(-1)).toBe(false);
});
