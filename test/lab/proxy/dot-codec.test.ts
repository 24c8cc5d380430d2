import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DotDecoder, DotEncoder } from '../../../src/lab/proxy/dot-codec.js';

function decode(
  wire: string,
  cuts: readonly number[],
): { readonly text: string; readonly rest: string | undefined } {
  const decoder = new DotDecoder();
  const bytes = Buffer.from(wire, 'latin1');
  const edges = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  let text = '';
  for (let index = 1; index < edges.length; index += 1) {
    const { pieces, rest } = decoder.push(bytes.subarray(edges[index - 1], edges[index]));
    text += Buffer.concat([...pieces]).toString('latin1');
    if (rest !== undefined)
      return { text, rest: rest.toString('latin1') + bytes.toString('latin1', edges[index]) };
  }
  return { text, rest: undefined };
}

function encode(text: string, cuts: readonly number[]): string {
  const encoder = new DotEncoder();
  const bytes = Buffer.from(text, 'latin1');
  const edges = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const pieces = edges.slice(1).map((edge, index) => encoder.push(bytes.subarray(edges[index], edge)));
  return Buffer.concat([...pieces, encoder.finish()]).toString('latin1');
}

describe('dots of DATA', () => {
  test.each([
    ['an empty message', '.\r\n', '', ''],
    ['one line', 'a\r\n.\r\nQUIT\r\n', 'a\r\n', 'QUIT\r\n'],
    ['a line that is a dot', '..\r\n.\r\n', '.\r\n', ''],
    ['a dot in front', '..a\r\n.\r\n', '.a\r\n', ''],
    ['a dot that was not doubled', '.a\r\n.\r\n', 'a\r\n', ''],
    ['LF dot LF', 'a\n.\nb\r\n.\r\n', 'a\n.\nb\r\n', ''],
    ['LF dot CRLF', 'a\n.\r\nb\r\n.\r\n', 'a\n.\r\nb\r\n', ''],
    ['CRLF dot CR', 'a\r\n.\rb\r\n.\r\n', 'a\r\n\rb\r\n', ''],
    ['CRLF dot LF', 'a\r\n.\nb\r\n.\r\n', 'a\r\n\nb\r\n', ''],
    ['CR CRLF', 'a\r\r\n.\r\n', 'a\r\r\n', ''],
  ])('%s', (_, wire, text, rest) => {
    expect(decode(wire, [])).toEqual({ text, rest });
    expect(
      decode(
        wire,
        [...wire].map((_, index) => index),
      ),
    ).toEqual({ text, rest });
  });

  test('goes on without an end', () => {
    expect(decode('a\r\n.', [])).toEqual({ text: 'a\r\n', rest: undefined });
  });

  const text = fc
    .array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a', '\r\n.\r\n'))
    .map((parts) => `${parts.join('')}\r\n`);

  test('whatever is encoded comes back, however it is cut', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat()), fc.array(fc.nat()), (message, cuts, otherCuts) => {
        expect(decode(`${encode(message, cuts)}next`, otherCuts)).toEqual({ text: message, rest: 'next' });
      }),
      { numRuns: 1000 },
    );
  });

  test('a message without a final line end gets one', () => {
    expect(encode('a', [])).toBe('a\r\n.\r\n');
    expect(encode('', [])).toBe('.\r\n');
  });
});
