import { expect, test } from 'vitest';
import { OutputBuffer } from '../../../src/host/running/output-buffer.js';

test('what comes in pieces of any size is one again, up to the bound', () => {
  const pieces = [1, 70_000, 0, 65_535, 3, 200_000].map((size, index) => Buffer.alloc(size, index + 65));
  const whole = Buffer.concat(pieces);
  const buffer = new OutputBuffer(whole.length + 1);
  for (const piece of pieces) expect(buffer.add(piece)).toBe(true);
  expect(buffer.bytes().equals(whole)).toBe(true);
  expect(buffer.add(Buffer.from('!?'))).toBe(false);
  expect(buffer.bytes().equals(Buffer.concat([whole, Buffer.from('!')]))).toBe(true);
});

test('nothing of what it is given is held fast: a byte that comes alone would take the memory of a hundred', () => {
  const buffer = new OutputBuffer(10);
  const chunk = Buffer.from('a');
  buffer.add(chunk);
  chunk.write('b');
  expect(buffer.bytes().toString()).toBe('a');
});
