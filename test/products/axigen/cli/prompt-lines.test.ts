import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PromptLines } from '../../../../src/products/axigen/cli/prompt-lines.js';

function linesOf(...chunks: readonly (string | readonly number[])[]): string {
  const lines = new PromptLines();
  const bytes = chunks.map((chunk) => lines.push(Buffer.from(chunk as string, 'latin1')));
  return Buffer.concat(bytes).toString('latin1');
}

test.each<readonly [string, readonly (string | readonly number[])[], string]>([
  ['a prompt becomes a line', ['+OK: x\r\n<#> '], '+OK: x\r\n<#> \n'],
  ['a prompt without its blank, too', ['<server-smtpIn#>'], '<server-smtpIn#>\n'],
  ['the blank that comes later belongs to it', ['<login>', ' ', 'next\r\n'], '<login>\nnext\r\n'],
  ['only one blank does', ['<login>', '  x\r\n'], '<login>\n x\r\n'],
  ['text around it is no prompt', ['see <#> ', '\r\n'], 'see <#> \r\n'],
  ['nor is the start of a line', ['<address> - the', ' address\r\n'], '<address> - the address\r\n'],
  ['console codes are taken out', ['\u001b[1;31m<login> \u001b[0m'], '<login> \n'],
  ['also when they are cut', ['a\u001b', '[', '0', 'mb\r\n'], 'ab\r\n'],
  ['also other escapes', ['\u001b(Ba\u001b]0;title\u0007b\u001b7c\r\n'], 'abc\r\n'],
  ['telnet commands are taken out', [[0xff, 0xfb, 1], '<password> ', [0xff, 0xfc, 1]], '<password> \n'],
  ['also when they are cut', ['a', [0xff], [0xfd], [3], 'b'], 'ab'],
  ['also negotiations', [[0xff, 0xfa, 24, 1, 65, 0xff, 0xf0], 'x'], 'x'],
  ['also those without an option', [[0xff, 0xf1], 'x', [0xff, 0xf9], 'y'], 'xy'],
  ['bells and NULs are taken out', ['a\u0000b\u0007c'], 'abc'],
])('%s', (_name, chunks, expected) => {
  expect(linesOf(...chunks)).toBe(expected);
});

test('however an answer is cut into chunks, its lines are the same', () => {
  const answer = '\u001b[1mLine \xff\xfd\x03one\r\n+OK: command successful\u001b[0m\r\n<server-smtp#> ';
  const whole = linesOf(answer);
  expect(whole).toBe('Line one\r\n+OK: command successful\r\n<server-smtp#> \n');
  fc.assert(
    fc.property(fc.array(fc.nat(answer.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), answer.length];
      const chunks = at.slice(1).map((end, index) => answer.slice(at[index], end));
      // Where the blank of a prompt comes late, it is left out.
      expect(linesOf(...chunks).replace('#>\n', '#> \n')).toBe(whole);
    }),
  );
});
