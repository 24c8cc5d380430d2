import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import { commentOutIniKey, setIniKey } from '../../../src/documents/ini/index.js';
import { messageOf, parseText, textOf } from './ini-text.js';

const bom = '\u00ef\u00bb\u00bf';
const set = (text: string, section: string, key: string, value: string, quoteNew?: boolean): string =>
  textOf(setIniKey(parseText(text), section, key, value, quoteNew === undefined ? {} : { quoteNew }));

describe('an active key: only the bytes of its value', () => {
  test.each([
    ['bare', 'k = 1\n', '2', 'k = 2\n'],
    ['no blanks', 'k=1\n', '2', 'k=2\n'],
    ['quoted stays quoted', 'k = "1"\n', '2', 'k = "2"\n'],
    ['tabs and blanks stay', '\tk\t=\t"1" \t\r\n', '2', '\tk\t=\t"2" \t\r\n'],
    ['trailing blanks of a bare value stay', 'k = 1  \n', '2', 'k = 2  \n'],
    ['comment behind a quoted value stays', 'k = "1" ; one "1"\n', '2', 'k = "2" ; one "1"\n'],
    ['no final newline', 'k = 1', '2', 'k = 2'],
    ['CRLF', 'k = 1\r\nl = 1\r\n', '2', 'k = 2\r\nl = 1\r\n'],
    ['already set', 'k =\t"2"  \r\n', '2', 'k =\t"2"  \r\n'],
    ['already set, bare with blanks', 'k = a b\n', 'a b', 'k = a b\n'],
    ['already set, bytes', 'k = \u00e9\u00a0\n', '\u00e9\u00a0', 'k = \u00e9\u00a0\n'],
    ['a blank needs quotes', 'k = 1\n', 'a b', 'k = "a b"\n'],
    ['a comment mark needs quotes', 'k = 1\n', 'a;b', 'k = "a;b"\n'],
    ['a single quote needs quotes', 'k = 1\n', "'a'", `k = "'a'"\n`],
    ['bytes need quotes', 'k = 1\n', '\u00a0', 'k = "\u00a0"\n'],
    ['emptied', 'k = 1\n', '', 'k = ""\n'],
    ['filled', 'k = \n', '2', 'k = 2\n'],
    ['list', 'k=A,B\n', 'A,B,AUTH', 'k=A,B,AUTH\n'],
    ['with dollar signs', 'k = 1\n', "$&$'$1", `k = "$&$'$1"\n`],
    ['its own name and = in the value', 'k = k = k\n', 'k', 'k = k\n'],
    ['commented ones are left alone', ';k = 1\nk = 1\n;k = 1\n', '2', ';k = 1\nk = 2\n;k = 1\n'],
    ['every occurrence', 'k = 1\nk = 2\nk = "3"\n', '2', 'k = 2\nk = 2\nk = "2"\n'],
    ['every section of the name', 'k=1\n[t]\nk=1\n[s]\nk=1\n', '2', 'k=2\n[t]\nk=1\n[s]\nk=2\n'],
    ['not the key of another case', 'K = 1\nk = 1\n', '2', 'K = 1\nk = 2\n'],
  ])('%s', (_name, body, value, wanted) => {
    expect(set(`${bom}k=0\n[s]\n${body}`, 's', 'k', value)).toBe(`${bom}k=0\n[s]\n${wanted}`);
  });

  test('an empty value takes quotes when a new one would, a bare one does not', () => {
    expect(set('[s]\nk =\n', 's', 'k', 'h', true)).toBe('[s]\nk ="h"\n');
    expect(set('[s]\nk = g\n', 's', 'k', 'h', true)).toBe('[s]\nk = h\n');
  });
});

describe('a commented-out default is turned on in place', () => {
  test.each([
    ['the article', ';num_thr = 2\n', 'num_thr = 10\n'],
    ['even when the default is what is wanted', ';num_thr = 10\n', 'num_thr = 10\n'],
    ['blanks behind the mark go, indentation stays', '\t# num_thr=2 \r\n', '\tnum_thr=10 \r\n'],
    ['quotes stay', ';num_thr = "2"', 'num_thr = "10"'],
    ['the first', ';num_thr = 2\n;num_thr = 4\n', 'num_thr = 10\n;num_thr = 4\n'],
    [
      'prose is passed over',
      '# num_thr = threads to use\n;num_thr = 2\n',
      '# num_thr = threads to use\nnum_thr = 10\n',
    ],
    [
      'in a later section of the name',
      '[x]\n;num_thr = 2\n[global]\n;num_thr = 2\n',
      '[x]\n;num_thr = 2\n[global]\nnum_thr = 10\n',
    ],
  ])('%s', (_name, body, wanted) => {
    expect(set(`;num_thr = 1\n[global]\n${body}`, 'global', 'num_thr', '10')).toBe(
      `;num_thr = 1\n[global]\n${wanted}`,
    );
  });
});

describe('a new line goes to the end of the section, like its neighbours', () => {
  test.each([
    ['an empty section', '[s]\n', '[s]\nk = 2\n'],
    ['a header alone', '[s]', '[s]\nk = 2'],
    ['CRLF and no final newline', '[s]\r\na=1', '[s]\r\na=1\r\nk=2'],
    ['before blank lines', '[s]\na=1\n\n \n[t]\n', '[s]\na=1\nk=2\n\n \n[t]\n'],
    ['before blank lines at the end', '[s]\na=1\n\n\t', '[s]\na=1\nk=2\n\n\t'],
    ['only blank lines', '[s]\n\n\n[t]\n', '[s]\nk = 2\n\n\n[t]\n'],
    ['indentation, blanks, tabs', '[s]\n\ta\t=  "1" ;x\n', '[s]\n\ta\t=  "1" ;x\n\tk\t=  2\n'],
    ['the = in its column', '[s]\nlonger  = 1\n', '[s]\nlonger  = 1\nk       = 2\n'],
    ['a commented option as an example', '[s]\n# ;\n;a=1\n', '[s]\n# ;\n;a=1\nk=2\n'],
    ['another section as an example', '[t]\na=1\n[s]\n', '[t]\na=1\n[s]\nk=2\n'],
    ['an empty value is no example', '[s]\nb = 1\na=\n', '[s]\nb = 1\na=\nk = 2\n'],
    [
      'not below the heading of the next section',
      '[s]\na=1\n\n# T\n;;\n[t]\n',
      '[s]\na=1\nk=2\n\n# T\n;;\n[t]\n',
    ],
    ['below comments of its own', '[s]\na=1\n# more\n[t]\n', '[s]\na=1\n# more\nk=2\n[t]\n'],
    ['below commented options of its own', '[s]\na=1\n\n;b=1\n[t]\n', '[s]\na=1\n\n;b=1\nk=2\n[t]\n'],
    ['below its own prose at the end of the file', '[s]\na=1\n\n# end\n', '[s]\na=1\n\n# end\nk=2\n'],
    ['above a section that is commented out', '[s]\na=1\n\n;[t]\n;k=1\n', '[s]\na=1\nk=2\n\n;[t]\n;k=1\n'],
    ['unless something is alive below it', '[s]\na=1\n;[t]\nb=1\n', '[s]\na=1\n;[t]\nb=1\nk=2\n'],
    [
      'the last section that holds anything',
      '[s]\na=1\n[s]\nb=1\n[t]\n[s]\n\n',
      '[s]\na=1\n[s]\nb=1\nk=2\n[t]\n[s]\n\n',
    ],
    ['repeated and all empty: the last', '[s]\n[t]\n[s]\n', '[s]\n[t]\n[s]\nk = 2\n'],
    ['mixed endings: the one above', '[s]\na=1\r\n\n', '[s]\na=1\r\nk=2\r\n\n'],
  ])('%s', (_name, text, wanted) => {
    expect(set(text, 's', 'k', '2')).toBe(wanted);
  });

  test.each([
    ['', 'k = 2\n'],
    [bom, `${bom}k = 2\n`],
    [`${bom}[s]\r\n`, `${bom}k = 2\r\n[s]\r\n`],
    ['a=1\n\n[s]\n', 'a=1\nk=2\n\n[s]\n'],
    ['# the file\n\n# S\n[s]\n', '# the file\nk = 2\n\n# S\n[s]\n'],
  ])('the nameless section of %j', (text, wanted) => {
    expect(set(text, '', 'k', '2')).toBe(wanted);
  });

  test('quotes are for strings', () => {
    expect(set('[s]\n', 's', 'k', 'localhost', true)).toBe('[s]\nk = "localhost"\n');
    expect(set('[s]\n', 's', 'k', 'localhost', false)).toBe('[s]\nk = localhost\n');
    expect(set('[s]\n', 's', 'k', 'a b', false)).toBe('[s]\nk = "a b"\n');
  });
});

describe('refusals, before anything is changed', () => {
  test.each([
    ['k = 25 ; port\n', 'line 2, column 8: k is left alone: whether ";" begins a comment'],
    ['k = 1\nk = 25#\n', 'line 3, column 7: k is left alone: whether "#" begins a comment'],
    ["k = 'x'\n", 'line 2, column 5: k is left alone: the value is in single quotes'],
    ['k = "x" y\n', 'line 2, column 9: k is left alone: there is more text after the closing quote'],
  ])('a value that cannot be told: %j', (body, message) => {
    const document = parseText(`[s]\n${body}`);
    expect(messageOf(() => setIniKey(document, 's', 'k', '2'))).toContain(
      `DocumentError: test.cfg, ${message}`,
    );
  });

  test('a byte order mark counts in the column of the first line', () => {
    expect(messageOf(() => set(`${bom}k = 1 ;x`, '', 'k', '2'))).toContain('line 1, column 10:');
  });

  test('a section that is not there', () => {
    expect(() => set('[SMTP]\na=1\n', 'smtp', 'k', '2')).toThrow(DocumentError);
    expect(messageOf(() => set('[SMTP]\na=1\n', 'smtp', 'k', '2'))).toBe(
      'DocumentError: test.cfg, line 2, column 1: no [smtp] section',
    );
    expect(messageOf(() => set('', 'smtp', 'k', '2'))).toContain('line 1, column 1: no [smtp] section');
  });

  test.each(['"', 'a"b', 'a\nb', 'a\r', '\u0000', '\u001b[2J', '\u007f', '\u0100', '\u20ac', 'a\\'])(
    'the value %j',
    (value) => {
      for (const text of ['[s]\nk = 1\n', '[s]\n;k = 1\n', '[s]\n']) {
        expect(() => set(text, 's', 'k', value)).toThrow(RangeError);
      }
    },
  );

  test.each(['', 'a=b', ';k', '#k', '[k', 'a\nb', 'a b', ' k', '\u00e9', '\u20ac'])(
    'the new key %j',
    (key) => {
      expect(() => set('[s]\n', 's', key, '2')).toThrow(RangeError);
    },
  );
});

describe('commenting out', () => {
  test.each([
    ['[s]\nk=1\n', '#', '[s]\n#k=1\n'],
    ['[s]\n  k = "1" ; x\r\nk=2', ';', '[s]\n;  k = "1" ; x\r\n;k=2'],
    ['k=0\n[t]\nk=1\n[s]\n#k=1\n', '#', 'k=0\n[t]\nk=1\n[s]\n#k=1\n'],
    ['[t]\n', '#', '[t]\n'],
  ] as const)('%j', (text, mark, wanted) => {
    expect(textOf(commentOutIniKey(parseText(text), 's', 'k', mark))).toBe(wanted);
  });
  test('and setting again gives the bytes back', () => {
    const text = '[s]\r\nk=127.0.0.1 \r\nl=1';
    const off = commentOutIniKey(parseText(text), 's', 'k', '#');
    expect(textOf(setIniKey(off, 's', 'k', '127.0.0.1'))).toBe(text);
  });
});
