import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineSplitter } from '../../../src/host/running/line-splitter.js';

function split(chunks: readonly Uint8Array[]): string[] {
  const heard: string[] = [];
  const splitter = lineSplitter((line) => heard.push(line));
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return heard;
}

test.each<[string[], string[]]>([
  [[], []],
  [['one\n'], ['one']],
  [['one\ntwo'], ['one', 'two']],
  [
    ['o', 'n', 'e', '\n', 't', 'wo\nthr', 'ee\n'],
    ['one', 'two', 'three'],
  ],
  [['\n\n'], ['', '']],
  [['a\r\n'], ['a\r']],
])('%j', (chunks, lines) => {
  expect(split(chunks.map((chunk) => Buffer.from(chunk)))).toEqual(lines);
});

test('wherever the chunks are cut, the lines are the same', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '🙂') });
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 5 })), (whole, sizes) => {
      const bytes = Buffer.from(whole);
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      const lines = whole.split('\n');
      if (lines.at(-1) === '') lines.pop();
      expect(split(chunks)).toEqual(lines);
    }),
  );
});

test('a character that is never completed shows as one that cannot be read', () => {
  expect(split([Buffer.from([0x61, 0xc3])])).toEqual(['a\ufffd']);
});
