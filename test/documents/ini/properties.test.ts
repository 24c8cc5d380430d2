import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import {
  checkIniReadBack,
  commentedIniKeys,
  commentOutIniKey,
  iniKeys,
  iniSections,
  parseIni,
  printIni,
  setIniKey,
} from '../../../src/documents/ini/index.js';
import { iniText, keyName, sectionName, writableValue } from './arbitrary-ini.js';
import { bytesOf, linesOf, parseText, textOf } from './ini-text.js';

const edit = {
  text: iniText,
  section: fc.oneof(sectionName, fc.constant('')),
  key: keyName,
  value: writableValue,
};
const anEdit = fc.record({ ...edit, quoteNew: fc.boolean() });
type Edit = typeof anEdit extends fc.Arbitrary<infer T> ? T : never;

/** Applies the edit; undefined when the document has no such section. */
function applied({ text, section, key, value, quoteNew }: Edit) {
  const before = parseText(text);
  if (iniSections(before, section).length === 0) return undefined;
  return { before, after: setIniKey(before, section, key, value, { quoteNew }) };
}

/** Checks the property on documents that have the section, and that those are not a rare few. */
function forEdits(
  property: (edit: Edit, done: NonNullable<ReturnType<typeof applied>>) => void,
  runs = 1500,
) {
  let looked = 0;
  fc.assert(
    fc.property(anEdit, (one) => {
      const done = applied(one);
      if (done === undefined) return;
      looked += 1;
      property(one, done);
    }),
    { numRuns: runs },
  );
  expect(looked).toBeGreaterThan(runs / 5);
}

describe('reading and printing', () => {
  test('is the identity on generated documents', () => {
    fc.assert(
      fc.property(iniText, (text) => {
        expect(textOf(parseText(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('is the identity on arbitrary bytes, or a DocumentError with a place inside the file', () => {
    const special = [...'[]=;#"\r\n\t a\u0000\u00ff\u00ef\u00bb\u00bf'].map((character) =>
      character.charCodeAt(0),
    );
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.constantFrom(...special), { maxLength: 60 }).map((list) => Uint8Array.from(list)),
    );
    const seen = { same: 0, refused: 0 };
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        try {
          expect(Buffer.from(printIni(parseIni(bytes, 'any')))).toEqual(Buffer.from(bytes));
          seen.same += 1;
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          seen.refused += 1;
          const line = linesOf(Buffer.from(bytes).toString('latin1'))[error.line - 1] ?? '';
          expect(error.column).toBeGreaterThanOrEqual(1);
          expect(error.column).toBeLessThanOrEqual(line.length);
        }
      }),
      { numRuns: 4000 },
    );
    expect(seen.same).toBeGreaterThan(400);
    expect(seen.refused).toBeGreaterThan(100);
  });
});

describe('setting a key', () => {
  test('the value reads back, here and with another parser, at every place where the key stands', () => {
    forEdits(({ section, key, value }, { after }) => {
      const again = parseText(textOf(after));
      const values = iniKeys(again, section, key).map((found) => found.value);
      expect(values.length).toBeGreaterThan(0);
      expect(new Set(values)).toEqual(new Set([value]));
      expect(iniKeys(after, section, key)).toEqual(iniKeys(again, section, key));
      checkIniReadBack(printIni(after), [{ section, key, value }]);
    });
  });

  test('changes the active lines, else one commented line, else adds one line, and nothing else', () => {
    const ways = { active: 0, commented: 0, added: 0 };
    forEdits(({ text, section, key, value }, { before, after }) => {
      expect(after.bom).toBe(before.bom);
      const body = text.slice(before.bom.length);
      const old = linesOf(body);
      const now = linesOf(textOf(after).slice(after.bom.length));
      const differing = old.flatMap((line, index) => (line === now[index] ? [] : [index + 1]));
      const active = iniKeys(before, section, key);
      const commented = commentedIniKeys(before, section, key)[0];
      if (active.length > 0) {
        ways.active += 1;
        expect(now).toHaveLength(old.length);
        expect(differing).toEqual(active.filter((found) => found.value !== value).map(({ line }) => line));
        for (const { line, raw } of active) {
          const [was = '', is = ''] = [old[line - 1], now[line - 1]];
          const at = was.indexOf('=') + 1 + (/=([ \t]*)/.exec(was)?.[1]?.length ?? 0);
          expect(is.slice(0, at)).toBe(was.slice(0, at));
          expect(is.endsWith(was.slice(at + raw.length))).toBe(true);
        }
      } else if (commented !== undefined) {
        ways.commented += 1;
        expect(now).toHaveLength(old.length);
        expect(differing).toEqual([commented.line]);
        const [was = '', is = ''] = [old[commented.line - 1], now[commented.line - 1]];
        const parts = /^([ \t]*)[;#][ \t]*([^=]*=[ \t]*)(.*)$/s.exec(was)?.slice(1) ?? [];
        const [indent = '', left = '', right = ''] = parts;
        expect(is.startsWith(indent + left)).toBe(true);
        expect(is.endsWith(right.slice(commented.raw.length))).toBe(true);
      } else {
        ways.added += 1;
        const at = iniKeys(after, section, key)[0]?.line ?? 0;
        const added = now[at - 1] ?? '';
        expect(now).toHaveLength(old.length + 1);
        const without = now.toSpliced(at - 1, 1).join('');
        // Behind a last line with no ending, the ending moves up and the new line has none.
        expect([without, without.replace(/\r?\n$/, '')]).toContain(body);
        if (without !== body) expect(added.endsWith('\n')).toBe(false);
      }
    }, 3000);
    expect(Math.min(...Object.values(ways))).toBeGreaterThan(30);
  });

  test('twice is once, to the byte and without a new value', () => {
    forEdits(({ section, key, value, quoteNew }, { after }) => {
      expect(setIniKey(after, section, key, value, { quoteNew })).toBe(after);
    });
  });

  test('leaves every key of every other section, and every other key, as it was', () => {
    const rest = (document: Parameters<typeof iniSections>[0], { section, key }: Edit) =>
      iniSections(document).flatMap(({ name, start, end }) =>
        document.lines
          .slice(start, end)
          .flatMap((line) =>
            line.kind !== 'key' || (name === section && line.key.name === key) ? [] : [[name, line.text]],
          ),
      );
    forEdits((one, { before, after }) => {
      expect(rest(after, one)).toEqual(rest(before, one));
      expect(iniSections(after).map(({ name }) => name)).toEqual(iniSections(before).map(({ name }) => name));
    });
  });
});

test('commenting a key out leaves none active and adds one byte for each that was', () => {
  fc.assert(
    fc.property(iniText, sectionName, keyName, fc.constantFrom('#', ';'), (text, section, key, mark) => {
      const before = parseText(text);
      const after = commentOutIniKey(before, section, key, mark);
      expect(iniKeys(parseText(textOf(after)), section, key)).toEqual([]);
      expect(textOf(after).length).toBe(text.length + iniKeys(before, section, key).length);
    }),
    { numRuns: 1000 },
  );
});

test('the bytes given to the reader are not changed, nor is the document that is edited', () => {
  const bytes = bytesOf('[smtp]\nlisten_port = 2526\n');
  const document = parseIni(bytes, 'nod32.cfg');
  setIniKey(document, 'smtp', 'listen_port', '25');
  expect(textOf(document)).toBe('[smtp]\nlisten_port = 2526\n');
  expect(Buffer.from(bytes).toString()).toBe('[smtp]\nlisten_port = 2526\n');
});
