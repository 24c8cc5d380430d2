import { describe, expect, test } from 'vitest';
import { greetingFor, offerOf, refusalOf } from '../../../src/lab/imss/dialogue.js';

describe('the greeting', () => {
  test.each([
    [
      '220 localhost.localdomain Axigen SMTP ready\r\n',
      '220-TrendMicro IMSS SMTP proxy\r\n220 localhost.localdomain Axigen SMTP ready\r\n',
    ],
    ['220-one\r\n220 two\r\n', '220-TrendMicro IMSS SMTP proxy\r\n220 two\r\n'],
  ])('%j', (own, text) => expect(greetingFor(own)).toEqual({ text, goesOn: true }));

  test.each([
    undefined,
    '',
    '421 Too many connections\r\n',
    '554 Go away\r\n',
    'SSH-2.0-OpenSSH\r\n',
    '220-TrendMicro IMSS SMTP proxy\r\n220 localhost.localdomain Axigen SMTP ready\r\n',
  ])('%j is none to pass on', (own) => {
    expect(greetingFor(own)).toEqual({ text: '421 Internal configuration error\r\n', goesOn: false });
  });
});

const axigen = (...keywords: readonly string[]): string =>
  [...keywords.slice(0, -1).map((line) => `250-${line}\r\n`), `250 ${keywords.at(-1)}\r\n`].join('');

describe('what EHLO offers', () => {
  test.each<[string, string[], string[], string[]]>([
    [
      'the list and nothing else',
      ['PIPELINING', '8BITMIME'],
      ['host Axigen ESMTP hello', 'PIPELINING', 'AUTH LOGIN', '8BITMIME', 'HELP', 'OK'],
      ['host Axigen ESMTP hello', 'PIPELINING', '8BITMIME'],
    ],
    ['by the first word', ['SIZE'], ['host', 'SIZE 10485760', 'SIZEABLE'], ['host', 'SIZE 10485760']],
    [
      'AUTH in both its forms',
      ['AUTH'],
      ['host', 'AUTH PLAIN LOGIN', 'AUTH=PLAIN LOGIN', 'HELP'],
      ['host', 'AUTH PLAIN LOGIN', 'AUTH=PLAIN LOGIN'],
    ],
    ['in any case', ['SIZE'], ['host', 'Size 1'], ['host', 'Size 1']],
    ['nothing of the list', ['AUTH'], ['host', 'SIZE 1'], ['host']],
    [
      'never what IMSS cannot do, whatever the list says',
      ['STARTTLS', 'BINARYMIME', 'CHUNKING', 'SIZE'],
      ['host', 'STARTTLS', 'BINARYMIME', 'CHUNKING', 'SIZE 1'],
      ['host', 'SIZE 1'],
    ],
    ['a reply of one line', ['SIZE'], ['host'], ['host']],
  ])('%s', (_, extensions, own, expected) => {
    expect(offerOf(axigen(...own), new Set(extensions))).toBe(axigen(...expected));
  });

  test('a refusal goes through', () => {
    expect(offerOf('421-busy\r\n421 bye\r\n', new Set())).toBe('421-busy\r\n421 bye\r\n');
  });
});

describe('commands', () => {
  test.each<[string, string[], string | undefined]>([
    ['STARTTLS', ['STARTTLS'], '502'],
    ['starttls', [], '502'],
    ['BDAT 5 LAST', [], '502'],
    ['AUTH LOGIN', ['SIZE'], '502'],
    ['AUTH LOGIN', ['SIZE', 'AUTH'], undefined],
    ['MAIL FROM:<a@x> BODY=BINARYMIME', [], '555'],
    ['mail from:<a@x> body=binarymime SIZE=1', [], '555'],
    ['MAIL FROM:<a@x> BODY=8BITMIME', [], undefined],
    ['RCPT TO:<body=binarymime@x>', [], undefined],
    ['MAIL FROM:<BODY=BINARYMIME@x>', [], undefined],
    ['', [], undefined],
  ])('%s, with %j', (command, extensions, code) => {
    expect(refusalOf(command, new Set(extensions))?.slice(0, 3)).toBe(code);
  });
});
