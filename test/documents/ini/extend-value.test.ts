import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extendIniValue, iniKeys, iniSections } from '../../../src/documents/ini/index.js';
import { iniText, keyName, sectionName } from './arbitrary-ini.js';
import { linesOf, messageOf, parseText, textOf } from './ini-text.js';

const extended = (text: string, more = ',AUTH') =>
  textOf(extendIniValue(parseText(text), 's', 'k', () => more));

describe('text behind a value', () => {
  test.each([
    ['bare', '[s]\nk=A,B\n', '[s]\nk=A,B,AUTH\n'],
    ['blanks and CRLF kept', '[s]\r\n k\t=  A, B \t\r\n', '[s]\r\n k\t=  A, B,AUTH \t\r\n'],
    ['in quotes', '[s]\nk="A,B" ; c\n', '[s]\nk="A,B,AUTH" ; c\n'],
    ['an empty value', '[s]\nk=\n', '[s]\nk=,AUTH\n'],
    ['empty quotes', '[s]\nk=""\n', '[s]\nk=",AUTH"\n'],
    ['every occurrence', '[s]\nk=A\n[t]\nk=A\n[s]\nk=B', '[s]\nk=A,AUTH\n[t]\nk=A\n[s]\nk=B,AUTH'],
    ['what is commented out stays so', '[s]\n#k=A\n', '[s]\n#k=A\n'],
    ['no such key', '[s]\nl=A\n', '[s]\nl=A\n'],
    ['no such section', 'k=A\n', 'k=A\n'],
  ])('%s', (_name, before, after) => {
    expect(extended(before)).toBe(after);
  });

  test.each([
    ['a value in doubt', '[s]\nk=A # c\n'],
    ['a value that may go on', '[s]\nk=A,\\\n'],
  ])('%s is left to a person, with its place', (_name, text) => {
    expect(messageOf(() => extended(text))).toMatch(/test\.cfg, line 2, column \d: k is left alone/);
    expect(extended(text, '')).toBe(text);
  });

  test.each([';x', '#x', 'x ', 'x\n', '"', '\u0100'])('what would not read back is refused: %j', (more) => {
    expect(messageOf(() => extended('[s]\nk=A\n', more))).toContain('cannot be written');
  });

  test('every byte but the text itself is kept, in any file', () => {
    let looked = 0;
    fc.assert(
      fc.property(iniText, fc.oneof(sectionName, fc.constant('')), keyName, (text, section, key) => {
        const before = parseText(text);
        if (iniSections(before, section).length === 0) return;
        const places = iniKeys(before, section, key);
        if (places.some(({ doubt }) => doubt !== undefined)) return;
        const after = extendIniValue(before, section, key, () => ',AUTH');
        const was = linesOf(text);
        const is = linesOf(textOf(after));
        expect(is.length).toBe(was.length);
        const changed = is.flatMap((line, index) => (line === was[index] ? [] : [index + 1]));
        expect(changed).toEqual(places.map(({ line }) => line));
        for (const { line } of places) expect(is[line - 1]?.replace(',AUTH', '')).toBe(was[line - 1]);
        expect(iniKeys(after, section, key).map(({ value }) => value)).toEqual(
          places.map(({ value }) => `${value},AUTH`),
        );
        looked += places.length;
      }),
      { numRuns: 1500 },
    );
    expect(looked).toBeGreaterThan(50);
  });
});
