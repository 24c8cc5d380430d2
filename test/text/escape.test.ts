import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeControl } from '../../src/text/escape.js';

describe('escapeControl', () => {
  test.each([
    ['plain text', 'plain text'],
    ['a\tb', 'a\tb'],
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\r\n\0\u007f', '\\x0d\\x0a\\x00\\x7f'],
    // C1: some terminals take 0x9b for "ESC [".
    ['\u009b31m', '\\x9b31m'],
    // Turns the rest of the line around.
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\u2066\u2069\u200e\ufeff', '\\u2066\\u2069\\u200e\\ufeff'],
    ['žluťoučký 日本 🙂', 'žluťoučký 日本 🙂'],
  ])('%j', (text, shown) => {
    expect(escapeControl(text)).toBe(shown);
  });

  test('long text is cut, and says by how much', () => {
    expect(escapeControl('x'.repeat(2001))).toBe(`${'x'.repeat(2000)}… (1 more characters)`);
    expect(escapeControl('x'.repeat(2000))).toBe('x'.repeat(2000));
    expect(escapeControl('abcdef', 3)).toBe('abc… (3 more characters)');
  });

  test('nothing that a terminal obeys ever comes out', () => {
    const obeyed = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeControl(text)).not.toMatch(obeyed);
      }),
    );
  });
});
