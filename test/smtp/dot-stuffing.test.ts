import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dotStuff, unstuffLine } from '../../src/smtp/dot-stuffing.js';

test.each([
  ['', '.\r\n'],
  ['a', 'a\r\n.\r\n'],
  ['a\r\n', 'a\r\n.\r\n'],
  ['a\nb\n', 'a\r\nb\r\n.\r\n'],
  ['a\rb', 'a\r\nb\r\n.\r\n'],
  ['.', '..\r\n.\r\n'],
  ['.a\n..b\nc.d', '..a\r\n...b\r\nc.d\r\n.\r\n'],
  ['a\r\n.\r\nQUIT\r\n', 'a\r\n..\r\nQUIT\r\n.\r\n'],
  ['a\n.\nMAIL FROM:<>', 'a\r\n..\r\nMAIL FROM:<>\r\n.\r\n'],
  ['a\n\n\n', 'a\r\n\r\n\r\n.\r\n'],
])('%j goes over the wire as %j', (message, wire) => {
  expect(dotStuff(Buffer.from(message)).toString()).toBe(wire);
});

const nasty = fc.array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a', '\u00e9', '\0'), { maxLength: 40 });

test('what is stuffed comes out again, and only the final line is a lone dot', () => {
  fc.assert(
    fc.property(nasty, (parts) => {
      const message = Buffer.from(parts.join(''));
      const wire = dotStuff(message).toString('latin1');
      const lines = wire.split('\r\n');
      expect(lines.pop()).toBe('');
      const texts = lines.map((line) => unstuffLine(Buffer.from(line, 'latin1'))?.toString('latin1'));
      expect(texts.indexOf(undefined)).toBe(texts.length - 1);
      const normal = message.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n');
      const ended = normal === '' || normal.endsWith('\r\n') ? normal : `${normal}\r\n`;
      expect(
        texts
          .slice(0, -1)
          .map((text) => `${text}\r\n`)
          .join(''),
      ).toBe(ended);
    }),
  );
});

test.each([
  ['.', undefined],
  ['..', '.'],
  ['.a', 'a'],
  ['', ''],
  ['a.', 'a.'],
])('received line %j is %j', (line, text) => {
  expect(unstuffLine(Buffer.from(line))?.toString()).toBe(text);
});
