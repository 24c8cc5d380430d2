import { expect, test } from 'vitest';
import { hintLines, oneRow } from '../../src/wizard/terminal/choice-lines.js';

test.each([
  ['short', 10, 'short'],
  ['exactly 10', 10, 'exactly 10'],
  ['one more 10', 10, 'one mor...'],
])('%j in %i columns', (text, columns, row) => {
  expect(oneRow(text, columns)).toBe(row);
});

test('a hint is broken at words', () => {
  expect(hintLines('one two three', 8)).toBe('one two\nthree');
});
