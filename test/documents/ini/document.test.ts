import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import { commentedIniKeys, iniKeys, iniSections, iniValue } from '../../../src/documents/ini/index.js';
import { messageOf, parseText, textOf } from './ini-text.js';

const bom = '\u00ef\u00bb\u00bf';

describe('what cannot be understood is named by file, line and column', () => {
  test.each([
    ['[smtp', 'test.cfg, line 1, column 1: this section header has no closing bracket'],
    [`${bom}[smtp`, 'test.cfg, line 1, column 4: this section header has no closing bracket'],
    ['a = 1\r\n  [smtp\r\n', 'test.cfg, line 2, column 3: this section header has no closing bracket'],
    ['\n[ ]\n', 'test.cfg, line 2, column 1: this section header has no name'],
    ['[smtp] port\n', 'test.cfg, line 1, column 8: there is more text after this section header'],
    ['[smtp]]\n', 'test.cfg, line 1, column 7: there is more text after this section header'],
    ['[smtp]\rport=25\r', 'test.cfg, line 1, column 7: there is more text after this section header'],
    ['[s]\na = "x\n', 'test.cfg, line 2, column 5: this double quote is not closed on its line'],
    ['a="\n"', 'test.cfg, line 1, column 3: this double quote is not closed on its line'],
    [
      '\u00ff\u00fe[\u0000',
      'test.cfg, line 1, column 1: this file is UTF-16; an ini file of single bytes was expected',
    ],
  ])('%j', (text, message) => {
    expect(messageOf(() => parseText(text))).toBe(`DocumentError: ${message}`);
    expect(() => parseText(text)).toThrow(DocumentError);
  });
});

describe('odd but whole files come through', () => {
  test.each([
    '',
    '\n',
    '\r',
    bom,
    `${bom}[smtp]`,
    'a bare word\n',
    '= 3\n',
    'a\u0000b = \u0000\n',
    '; "open [quote\n',
    'five = 5" disk\n',
    'a = "x" "y"\n',
    'a=1\r\r\nb=2\n\rc=3',
    '\u00ff\u00fd\u0080 = \u00e9\n',
    '\f[smtp]\n',
  ])('%j', (text) => {
    expect(textOf(parseText(text))).toBe(text);
  });
});

describe('sections', () => {
  const document = parseText(`${bom}top = 1\n\n[ smtp\t] ; one\r\na=1\n[SMTP]\n[smtp]\nb=2\n[rcpt|sender]`);

  test('in the order of the file, the nameless one first', () => {
    expect(iniSections(document).map(({ name, line }) => [name, line])).toEqual([
      ['', 0],
      ['smtp', 3],
      ['SMTP', 5],
      ['smtp', 6],
      ['rcpt|sender', 8],
    ]);
  });
  test('of one name, exactly, with the lines of their bodies', () => {
    expect(iniSections(document, 'smtp')).toEqual([
      { name: 'smtp', line: 3, start: 3, end: 4 },
      { name: 'smtp', line: 6, start: 6, end: 7 },
    ]);
    expect(iniSections(document, '')).toEqual([{ name: '', line: 0, start: 0, end: 2 }]);
    expect(iniSections(document, 'pop3')).toEqual([]);
  });
  test('the nameless one of an empty file', () => {
    expect(iniSections(parseText(''))).toEqual([{ name: '', line: 0, start: 0, end: 0 }]);
  });
});

describe('keys', () => {
  const value = (line: string) => {
    const found = iniValue(parseText(`[s]\n${line}\n`), 's', 'k');
    return found === undefined ? undefined : [found.value, found.raw, found.quote, found.line];
  };
  test.each([
    ['k=v', 'v', 'v', ''],
    ['\t k\t=  v \t', 'v', 'v', ''],
    ['k = "v"', 'v', '"v"', '"'],
    ['k = " v ; w " # why', ' v ; w ', '" v ; w "', '"'],
    ['k = "v";why', 'v', '"v"', '"'],
    ['k =', '', '', ''],
    ['k = ""', '', '""', '"'],
    ['k = a = b', 'a = b', 'a = b', ''],
    ['k = a b', 'a b', 'a b', ''],
    ['k = "C:\\n\\"', 'C:\\n\\', '"C:\\n\\"', '"'],
  ])('%j', (line, unquoted, raw, quote) => {
    expect(value(line)).toEqual([unquoted, raw, quote, 2]);
    expect(iniValue(parseText(`[s]\n${line}\n`), 's', 'k')?.doubt).toBeUndefined();
  });

  test.each([';k = 1', '#k = 1', 'K = 1', 'kk = 1', 'k k = 1', 'k', '[t]\nk = 1', 'k : 1', '"k" = 1'])(
    'is not the key: %j',
    (line) => {
      expect(value(line)).toBeUndefined();
    },
  );

  test.each([
    ['k = 25 ; port', 'whether ";" begins a comment here or belongs to the value cannot be told'],
    ['k = 25 # port', 'whether "#" begins a comment here or belongs to the value cannot be told'],
    ['k =;port', 'whether ";" begins a comment here or belongs to the value cannot be told'],
    ["k = 'x'", 'the value is in single quotes'],
    ['k = "x", "y"', 'there is more text after the closing quote of this value'],
    ['k = 2\r5', 'the value contains a control character'],
    ['k = 2\u0000', 'the value contains a control character'],
    ['k = a, \\', 'the value ends with a backslash: it may go on in the next line'],
  ])('is in doubt: %j', (line, doubt) => {
    expect(iniValue(parseText(`[s]\n${line}\n`), 's', 'k')?.doubt).toBe(doubt);
  });

  test('several times: all of them, and the first one for a value', () => {
    const document = parseText('k=0\n[s]\nk=1\nk=2\n[t]\nk=3\n[s]\nk="4"\n');
    expect(iniKeys(document, 's', 'k').map((found) => [found.value, found.line])).toEqual([
      ['1', 3],
      ['2', 4],
      ['4', 8],
    ]);
    expect(iniValue(document, 's', 'k')?.value).toBe('1');
    expect(iniValue(document, '', 'k')?.value).toBe('0');
    expect(iniValue(document, 'u', 'k')).toBeUndefined();
  });
});

describe('commented-out defaults', () => {
  const found = (line: string) =>
    commentedIniKeys(parseText(`[s]\n${line}\n`), 's', 'num_thr').map((key) => [key.value, key.quote]);
  test.each([
    [';num_thr = 2', '2', ''],
    ['# num_thr=2', '2', ''],
    ['  ;\tnum_thr\t= 2 ', '2', ''],
    [';num_thr = "2 3"', '2 3', '"'],
    [';num_thr =', '', ''],
  ])('%j', (line, value, quote) => {
    expect(found(line)).toEqual([[value, quote]]);
  });
  test.each([
    'num_thr = 2',
    '; num_thr sets the number of threads',
    '# num_thr = number of threads',
    '# with num_thr = 2 there are two',
    '; num_thr = 2 (the default)',
    ';num_thr = 2 ; the default',
    ';num_thr = "2" ; the default',
    ';num_thr = "open',
    ';;num_thr = 2',
    ';num_thr_max = 2',
    ';[other]\n;num_thr = 2',
    '[other]\n;num_thr = 2',
  ])('not %j', (line) => {
    expect(found(line)).toEqual([]);
  });
  test('a comment that repeats the own header ends nothing', () => {
    expect(found('# [s]\n;num_thr = 2')).toEqual([['2', '']]);
  });
});
