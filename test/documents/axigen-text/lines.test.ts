import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behindItem, lineBeforeEndsInHashComment } from '../../../src/documents/axigen-text/comments.js';
import { applySplices } from '../../../src/documents/axigen-text/cut.js';
import {
  bytesFromText,
  indentOf,
  lineBreakNear,
  lineStart,
  previousLineEnd,
  startsLine,
  textFromBytes,
} from '../../../src/documents/axigen-text/lines.js';

test('bytes survive the way to text and back, also in a part of a larger buffer', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(5), (bytes, skip) => {
      const part = bytes.subarray(Math.min(skip, bytes.length));
      expect(Buffer.from(bytesFromText(textFromBytes(part))).equals(Buffer.from(part))).toBe(true);
      expect(textFromBytes(part)).toHaveLength(part.length);
    }),
  );
});

describe('lines', () => {
  const text = 'a\r\n\t b\nc';
  test.each([
    [0, 0, '', true],
    [3, 3, '\t ', true],
    [5, 3, '\t ', true],
    [6, 3, '\t ', false],
    [7, 7, '', true],
  ])('offset %i', (offset, start, indent, starts) => {
    expect(lineStart(text, offset)).toBe(start);
    expect(indentOf(text, offset)).toBe(indent);
    expect(startsLine(text, offset)).toBe(starts);
  });

  test.each([
    [0, '\r\n'],
    [3, '\n'],
    [7, '\n'],
  ])('the line break near %i', (offset, eol) => {
    expect(lineBreakNear(text, offset)).toBe(eol);
  });

  test('of a text on one line', () => expect(lineBreakNear('a', 0)).toBe('\n'));

  test.each([
    [5, 1],
    [7, 6],
  ])('the line before %i ends at %i', (offset, end) => expect(previousLineEnd(text, offset)).toBe(end));
});

test.each([
  ['x  \n', 3],
  ['x # a\r\n', 5],
  ['x /* a\n b */ # c\ny', 16],
  ['x /* a */ y', 9],
  ['x', 1],
])('behind x in %j', (text, at) => {
  expect(behindItem(text, 1, 'hash-and-block')).toBe(at);
});

test.each([
  ['# a\n  x', true],
  ['# a\r\n\tx', true],
  ['# a\n\n  x', false],
  ['\n  x', false],
  ['/* # */\n x', false],
  ['# a\n/* b */ x', false],
])('%j: the line before x ends in a # comment: %s', (text, expected) => {
  expect(lineBeforeEndsInHashComment(text, 0, text.indexOf('x'), 'hash-and-block')).toBe(expected);
});

test('splices may come in any order', () => {
  const splices = [
    { start: 1, end: 2, insert: 'B' },
    { start: 3, end: 3, insert: '!' },
    { start: 0, end: 1, insert: '' },
  ];
  expect(applySplices('abc', splices)).toBe('Bc!');
});
