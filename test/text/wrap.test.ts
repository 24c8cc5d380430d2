import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelled, wrap } from '../../src/text/wrap.js';

test.each([
  ['a b c', 3, '', undefined, ['a b', 'c']],
  ['a b c', 5, '- ', '  ', ['- a b', '  c']],
  ['/a/very/long/path b', 5, '', undefined, ['/a/very/long/path', 'b']],
  ['', 10, '  ', undefined, []],
  ['a \n b', 10, '', undefined, ['a b']],
] as const)('%j at %i', (text, width, indent, hang, lines) => {
  expect(wrap(text, width, indent, hang)).toEqual(lines);
});

test('no word is lost, and only a single word may be too long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/)),
      fc.integer({ min: 1, max: 40 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        expect(lines.every((line) => line.length <= width || !line.includes(' '))).toBe(true);
      },
    ),
  );
});

test('a label keeps its column', () => {
  expect(labelled('why', 'one two three', 18, '  ')).toEqual([
    '  why:      one',
    '            two',
    '            three',
  ]);
});
