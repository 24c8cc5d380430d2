import { describe, expect, test } from 'vitest';
import { cksum, sealed } from '../../../src/engine/undo/seal.js';

describe('cksum', () => {
  // As GNU cksum prints them.
  test.each([
    ['', '4294967295 0'],
    ['hello', '3287646509 5'],
    ['before\n', '3511944329 7'],
    ['\u00e4'.repeat(300), ''],
  ])('%j', (text, wanted) => {
    const got = cksum(Buffer.from(text));
    if (wanted !== '') expect(got).toBe(wanted);
    else expect(got).toMatch(/^\d+ 600$/);
  });
});

test('the last line is the checksum of those before it', () => {
  expect(sealed('before\n')).toBe('before\n# cksum: 3511944329 7\n');
});
