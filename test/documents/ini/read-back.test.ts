import { describe, expect, test } from 'vitest';
import { checkIniReadBack } from '../../../src/documents/ini/index.js';
import { bytesOf, messageOf } from './ini-text.js';

const bom = '\u00ef\u00bb\u00bf';
const check = (text: string, section: string, key: string, value: string) => () =>
  checkIniReadBack(bytesOf(text), [{ section, key, value }]);

describe('agrees', () => {
  test.each([
    ['bare', '[s]\nk = 25\n', 's', '25'],
    ['quoted', '[s]\r\nk = "0.0.0.0"\r\n', 's', '0.0.0.0'],
    ['a word it would coerce', '[s]\nk = true\n', 's', 'true'],
    ['another', '[s]\nk = "null"\n', 's', 'null'],
    ['a dotted section beside its parent', '[a]\nb = 1\n[a.b]\nk = 2\n', 'a.b', '2'],
    ['a comment mark in the name of a section', '[a;b]\nk = 2\n', 'a;b', '2'],
    ['a byte order mark', `${bom}[s]\nk = 2\n`, 's', '2'],
    ['an indented header with a comment', '[t]\nk = 1\n \t[ s ] ; S\nk = 2\n', 's', '2'],
    ['a comment behind quotes', '[s]\nk = "a;b" ; c\n', 's', 'a;b'],
    ['backslashes', '[s]\nk = "C:\\new"\n', 's', 'C:\\new'],
    ['a tab in quotes', '[s]\nk = "a\\\tb"\n', 's', 'a\\\tb'],
    ['an A0 at the end', '[s]\nk = \u00c3\u00a0\n', 's', '\u00c3\u00a0'],
    ['a nameless key beside a section of its name', 'k = 1\n[k]\nk = 2\n', '', '1'],
    ['the section of a nameless key', 'k = 1\n[k]\nk = 2\n', 'k', '2'],
    ['a bare word of that name', '[s]\nk = 2\nk\n', 's', '2'],
    ['a comment with a CR in it', '[s]\nk = 2\n; x\rk = 3\n', 's', '2'],
    ['every repetition set', '[s]\nk = 2\n[s]\nk = 2\n', 's', '2'],
    ['empty', '[s]\nk = ""\n', 's', ''],
    ['another key that looks like a list of that name', '[s]\nk = 2\nk[] = 3\n', 's', '2'],
    ['other keys that are that name in quotes', '[s]\nk = 2\n"k" = 3\n\'k\' = 4\n', 's', '2'],
    ['another section that differs in an A0', '[s]\nk = 2\n[s\u00a0]\nk = 3\n', 's', '2'],
  ])('%s', (_name, text, section, value) => {
    expect(check(text, section, 'k', value)).not.toThrow();
  });
});

describe('disagrees, naming the key', () => {
  test.each([
    ['another value', '[s]\nk = 2526\n', 'k in [s] is "2526", "25" was meant'],
    ['another section', '[t]\nk = 25\n', 'k in [s] is not there, "25" was meant'],
    ['still commented', '[s]\n;k = 25\n', 'k in [s] is not there, "25" was meant'],
    ['another case', '[S]\nk = 25\n[s]\nK = 25\n', 'k in [s] is not there, "25" was meant'],
    ['the last repetition not set', '[s]\nk = 25\n[s]\nk = 26\n', 'k in [s] is "26", "25" was meant'],
    [
      'a header swallowed by the line before',
      '[t] x = [s]\nk = 25\n',
      'k in [s] is not there, "25" was meant',
    ],
    ['a control character, shown escaped', '[s]\nk = 2\u001b5\n', 'k in [s] is "2\\x1b5", "25" was meant'],
  ])('%s', (_name, text, message) => {
    expect(messageOf(check(text, 's', 'k', '25'))).toBe(
      `Error: the edited file reads back differently: ${message}`,
    );
  });

  test('the edit that is wrong among several', () => {
    const edits = [
      { section: 's', key: 'a', value: '1' },
      { section: '', key: 'b', value: '2' },
    ];
    expect(messageOf(() => checkIniReadBack(bytesOf('b = 3\n[s]\na = 1\n'), edits))).toContain(
      'b in the part before the first section is "3"',
    );
    expect(() => checkIniReadBack(bytesOf('b = 2\n[s]\na = 1\n'), edits)).not.toThrow();
  });
});
