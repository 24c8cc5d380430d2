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
    ['\u2066\u2069\u200e\u061c\ufeff', '\\u2066\\u2069\\u200e\\u061c\\ufeff'],
    // Shown as nothing: two names that look the same.
    ['a\u200bb\u00adc\u2060d\u3164', 'a\\u200bb\\xadc\\u2060d\\u3164'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    // Tags: ASCII that nobody sees.
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800x\udc00', '\\ud800x\\udc00'],
    ['\uffff\u{1ffff}', '\\uffff\\u{1ffff}'],
    ['žluťoučký 日本 🙂 e\u0301', 'žluťoučký 日本 🙂 e\u0301'],
    // Four marks are more than any script needs; a flood of them covers the lines above and below.
    [`Z${'\u0336'.repeat(6)}`, `Z${'\u0336'.repeat(4)}\\u0336\\u0336`],
  ])('%j', (text, shown) => {
    expect(escapeControl(text)).toBe(shown);
  });

  test.each([
    ['x'.repeat(2000), undefined, 'x'.repeat(2000)],
    ['x'.repeat(2001), undefined, `${'x'.repeat(1976)}… (25 more characters)`],
    ['x'.repeat(3_000_000), 100, `${'x'.repeat(73)}… (2999927 more characters)`],
    // Escapes count as they are shown, and none is cut in its middle.
    ['\u001b'.repeat(20), 60, `${'\\x1b'.repeat(9)}… (11 more characters)`],
    ['🙂'.repeat(40), 61, `${'🙂'.repeat(19)}… (42 more characters)`],
    // Where there is little room, no words about what is missing.
    ['abcdef', 3, 'ab…'],
    ['a\u001bcd', 4, 'a…'],
    ['\u001b', 1, '…'],
    ['\u001b', 4, '\\x1b'],
  ])('never longer than the limit: %#', (text, limit, shown) => {
    expect(escapeControl(text, limit)).toBe(shown);
    expect(shown.length).toBeLessThanOrEqual(limit ?? 2000);
  });
});
