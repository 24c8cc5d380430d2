import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FromTelnet, ToTelnet } from '../../../../src/host/ssh/tcp/telnet-text.js';

/** What telnet shows of lines that the server sent, its own words around them. */
function shown(text: string): string {
  return `Escape character is 'off'.\n${text.replaceAll('\r\n', '\n')}Connection closed by foreign host.\n`;
}

function inPieces(text: string, cuts: readonly number[]): string {
  const from = new FromTelnet();
  const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const pieces = at.map((begin, index) => from.take(Buffer.from(text.slice(begin, at[index + 1]), 'latin1')));
  return Buffer.concat([...pieces, from.end()]).toString('latin1');
}

const line = fc.constantFrom(
  '220 hello',
  '',
  'Conn',
  'Escape character',
  'Connection closed by foreign host',
  '\xe9',
);
const text = fc.array(line).map((lines) => lines.map((one) => `${one}\r\n`).join(''));

test('whatever pieces it comes in, the lines are as they were sent', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat()), (sent, cuts) => {
      expect(inPieces(shown(sent), cuts)).toBe(sent);
    }),
  );
});

test.each([
  ['one that says nothing of an escape character', '220 hello\n', '220 hello\r\n'],
  ['another form of it', 'No escape character.\n220 hello\n', '220 hello\r\n'],
  ['CR and LF that came apart', '220 hello\r\n', '220 hello\r\n'],
  ['no end of line', '220 hello', '220 hello'],
])('%s', (_, given, sent) => {
  for (let cut = 0; cut <= given.length; cut++) expect(inPieces(given, [cut])).toBe(sent);
});

test('what is sent: LF alone becomes CR LF on its way', () => {
  const to = new ToTelnet();
  const pieces = ['EHLO a\r\nQU', 'IT\r', '\n', 'caf\xe9\r\n'].map((one) =>
    to.take(Buffer.from(one, 'latin1')),
  );
  expect(Buffer.concat(pieces).toString('latin1')).toBe('EHLO a\nQUIT\ncaf\xe9\n');
});

test.each(['a\nb', 'a\rb', 'a\0', '\x03', '\x1d', '\xff', '\x16\x03\x01'])('%j cannot be sent', (bytes) => {
  expect(() => new ToTelnet().take(Buffer.from(bytes, 'latin1'))).toThrow(
    expect.objectContaining({ code: 'EPROHIBITED' }),
  );
});
