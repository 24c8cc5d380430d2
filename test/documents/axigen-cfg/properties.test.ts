import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addCfgObject,
  addCfgSet,
  type CfgDocument,
  type CfgPath,
  cfgAt,
  cfgObjects,
  parseAxigenCfg,
  printAxigenCfg,
  removeCfgObject,
  setCfgAttribute,
} from '../../../src/documents/axigen-cfg/index.js';
import { DocumentError } from '../../../src/documents/document-error.js';
import { cfgFile, type Model, modelOf, pathsOf } from './generate.js';

const runs = { numRuns: 300 };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const parse = (text: string): CfgDocument => parseAxigenCfg(bytesOf(text), 'axigen.cfg');

/** Text that AXIGEN could be given as a value. */
const newValue = fc
  .array(fc.constantFrom('a', '0', ' ', '#', '"', '(', '}', '/*', '=', '.', ':', '\xe9'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const attributes = fc.array(fc.tuple(fc.constantFrom('address', 'enable', 'new'), newValue), {
  maxLength: 3,
});

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % Math.max(1, from.length)];
}

function modelAt(doc: CfgDocument, path: CfgPath): Model | undefined {
  const value = cfgAt(doc, path);
  return value && modelOf(value);
}

/** The bytes of `longer` that are not in `shorter`, when only an insertion at one place tells them apart. */
function insertion(shorter: string, longer: string): string | undefined {
  let prefix = 0;
  while (prefix < shorter.length && shorter[prefix] === longer[prefix]) prefix += 1;
  const suffix = shorter.length - prefix;
  const fits = longer.length >= shorter.length && longer.endsWith(shorter.slice(prefix));
  return fits ? longer.slice(prefix, longer.length - suffix) : undefined;
}

describe('parse and print', () => {
  test('give back every byte, and the tree says what the text says', () => {
    fc.assert(
      fc.property(cfgFile, ({ text, model }) => {
        const doc = parse(text);
        expect(Buffer.from(printAxigenCfg(doc)).toString('latin1')).toBe(text);
        expect(modelOf(doc.root)).toEqual(model);
      }),
      runs,
    );
  });

  const soup = fc
    .array(
      fc.constantFrom(
        'Server',
        '{',
        '}',
        '(',
        ')',
        '=',
        '"',
        '\\',
        ' ',
        '\n',
        '\r\n',
        '#',
        '/*',
        '*/',
        'a',
        '\0',
      ),
      { maxLength: 30 },
    )
    .map((tokens) => bytesOf(tokens.join('')));
  const damaged = fc
    .tuple(cfgFile, fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
    .map(([file, at, gone, put]) => {
      const place = at % (file.text.length + 1);
      return bytesOf(file.text.slice(0, place) + put + file.text.slice(place + gone));
    });
  test.each([
    ['any bytes', fc.uint8Array({ maxLength: 60 })],
    [
      'bytes behind a good beginning',
      fc.uint8Array({ maxLength: 40 }).map((tail) => Buffer.concat([bytesOf('Server {'), tail])),
    ],
    ['token soup', soup],
    ['damaged files', damaged],
  ])('%s: the identity, or an error with a place inside the file', (_, bytes) => {
    fc.assert(
      fc.property(bytes as fc.Arbitrary<Uint8Array>, (input) => {
        let doc: CfgDocument;
        try {
          doc = parseAxigenCfg(input, 'axigen.cfg');
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          const line = Buffer.from(input).toString('latin1').split('\n')[error.line - 1];
          expect(error.column).toBeGreaterThan(0);
          expect(error.column).toBeLessThanOrEqual((line ?? '').length + 1);
          return;
        }
        expect(Buffer.from(printAxigenCfg(doc)).equals(Buffer.from(input))).toBe(true);
      }),
      runs,
    );
  });

  test('ten thousand open brackets are an error, not a crash', () => {
    expect(() => parse(`Server { a = ${'('.repeat(10_000)}`)).toThrow('nested more than 100 deep');
  });
});

describe('setCfgAttribute', () => {
  test('reads back, touches one place, and a second time changes nothing', () => {
    fc.assert(
      fc.property(
        cfgFile,
        fc.nat(),
        fc.constantFrom('address', 'ENABLE', 'new'),
        newValue,
        (file, number, name, value) => {
          const doc = parse(file.text);
          const path = pick(pathsOf('object', doc.root), number) ?? [];
          const old = cfgAt(doc, [...path, name]);
          fc.pre(old === undefined || old.kind === 'scalar');

          const set = setCfgAttribute(doc, path, name, value);
          expect(modelAt(set, [...path, name])).toBe(value);
          expect(setCfgAttribute(set, path, name, value)).toBe(set);
          if (old === undefined) {
            const before = cfgAt(doc, path);
            const beside = before?.kind === 'object' && before.attributes.length > 0;
            if (beside) expect(insertion(doc.text, set.text)?.trim()).toMatch(/^new|^address|^ENABLE/);
          } else if (old.start === old.end) {
            expect(insertion(doc.text, set.text)).toBeDefined();
          } else {
            // Everything before and behind the old value stands as it was.
            expect(set.text.startsWith(doc.text.slice(0, old.start))).toBe(true);
            expect(set.text.endsWith(doc.text.slice(old.end))).toBe(true);
          }
          const lines = set.text.split('\n').length - doc.text.split('\n').length;
          expect(old === undefined ? [0, 1] : [0]).toContain(lines);
        },
      ),
      runs,
    );
  });

  test('leaves every other value as it was', () => {
    fc.assert(
      fc.property(cfgFile, fc.nat(), newValue, (file, number, value) => {
        const doc = parse(file.text);
        const path = pick(pathsOf('object', doc.root), number) ?? [];
        const set = setCfgAttribute(doc, path, 'brandNew', value);
        const marker = JSON.stringify(['brandNew', value]);
        const after = JSON.stringify(modelOf(set.root));
        expect(after).toContain(marker);
        const without = after.replace(`,${marker}`, '').replace(marker, '');
        expect(without).toBe(JSON.stringify(modelOf(doc.root)));
      }),
      runs,
    );
  });
});

describe('objects of a set', () => {
  test('an added object reads back; removing it gives back the file', () => {
    fc.assert(
      fc.property(cfgFile, fc.nat(), attributes, (file, number, added) => {
        const doc = parse(file.text);
        const path = pick(pathsOf('set', doc.root), number);
        fc.pre(path !== undefined);
        const set = cfgAt(doc, path);
        if (set?.kind !== 'set') throw new Error('not a set');
        const count = cfgObjects(set).length;

        const more = addCfgObject(doc, path, added);
        expect(modelAt(more, [...path, count])).toEqual({ object: added });
        expect(modelAt(more, path)).toEqual({ set: [...set.items.map(modelOf), { object: added }] });
        const less = removeCfgObject(more, path, count);
        expect(modelOf(less.root)).toEqual(modelOf(doc.root));
        const closesOnOwnLine = /\n[ \t]*$/.test(doc.text.slice(set.start, set.end - 1));
        if (count > 0) expect(insertion(doc.text, more.text)).toBeDefined();
        if (count > 0 || closesOnOwnLine) expect(less.text).toBe(doc.text);
      }),
      { numRuns: 600 },
    );
  });

  test('a removed object is gone, and all others stand as they were', () => {
    fc.assert(
      fc.property(cfgFile, fc.nat(), fc.nat(), (file, number, which) => {
        const doc = parse(file.text);
        const path = pick(
          pathsOf('object', doc.root).filter((candidate) => typeof candidate.at(-1) === 'number'),
          number + which,
        );
        fc.pre(path !== undefined);
        const parent = path.slice(0, -1);
        const index = Number(path.at(-1));
        const set = cfgAt(doc, parent);
        if (set?.kind !== 'set') throw new Error('not a set');
        const removed = removeCfgObject(doc, parent, index);
        const gone = cfgObjects(set)[index];
        expect(modelAt(removed, parent)).toEqual({
          set: set.items.filter((item) => item !== gone).map(modelOf),
        });
        expect(insertion(removed.text, doc.text)).toBeDefined();
      }),
      { numRuns: 600 },
    );
  });

  test('a missing set is added once, and takes objects', () => {
    fc.assert(
      fc.property(cfgFile, fc.nat(), attributes, (file, number, added) => {
        const doc = parse(file.text);
        const path = pick(pathsOf('object', doc.root), number) ?? [];
        const ready = addCfgSet(doc, path, 'clients');
        expect(addCfgSet(ready, path, 'clients')).toBe(ready);
        const filled = addCfgObject(ready, [...path, 'clients'], added);
        expect(modelAt(filled, [...path, 'clients'])).toEqual({ set: [{ object: added }] });
      }),
      runs,
    );
  });
});
