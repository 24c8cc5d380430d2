import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAxigenCfg, printAxigenCfg, setCfgAttribute } from '../../../src/documents/axigen-cfg/index.js';
import { commentOutIniKey, parseIni, printIni, setIniKey } from '../../../src/documents/ini/index.js';
import { merge } from '../../../src/documents/merge/index.js';
import { appendPolicyStatement, parsePolicy, printPolicy } from '../../../src/documents/policy/index.js';
import { writableValue } from '../../documents/ini/arbitrary-ini.js';
import { property } from '../property.js';

/** Somebody's edit at a line that the run has not touched: `at` chooses it. */
interface TheirEdit {
  readonly at: number;
  readonly what: 'gone' | 'value' | 'remark above' | 'line above';
}

interface Kind {
  /** Lines of a document; those with a number in them stand there once. */
  readonly lines: readonly string[];
  readonly ours: (text: string) => string;
  /** A line of theirs, which stands wherever a numbered line does. */
  readonly added: (number: number) => string;
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 });
const number = fc.nat(9);

const theirs = fc.record({
  edits: fc.array(
    fc.record({
      at: fc.nat(99),
      what: fc.constantFrom<TheirEdit['what'][]>('gone', 'value', 'remark above', 'line above'),
    }),
    { maxLength: 5 },
  ),
  crlf: fc.boolean(),
});

const indents = fc.constantFrom('', '  ', '\t');

const ini: fc.Arbitrary<Kind> = fc
  .record({
    indent: indents,
    tails: fc.array(fc.constantFrom('', ' ; why', ' # "x"'), { minLength: 10, maxLength: 10 }),
    // Even numbers are theirs, odd ones ours; a third of all stands in comments.
    set: some(fc.tuple(number, fc.nat(1), writableValue)),
    off: fc.array(number, { maxLength: 2 }),
  })
  .map(({ indent, tails, set, off }) => ({
    lines: ['[one]', '[two]'].flatMap((header, section) => [
      header,
      ...tails.slice(section * 5, section * 5 + 5).map((tail, index) => {
        const key = section * 5 + index;
        return `${indent}${key % 3 === 2 ? ';' : ''}key${key} = "a"${tail}`;
      }),
      '',
    ]),
    added: (key) => `new${key} = 1`,
    ours: (text) => {
      const section = (key: number) => (key < 5 ? 'one' : 'two');
      const odd = (key: number) => key - (key % 2 === 0 ? -1 : 0);
      const changed = set.reduce(
        (document, [key, fresh, value]) =>
          setIniKey(document, section(odd(key)), fresh === 1 ? `ours${odd(key)}` : `key${odd(key)}`, value),
        parseIni(bytesOf(text), 'a.cfg'),
      );
      // What is set is not commented out as well: no step does both.
      const only = off.map(odd).filter((key) => !set.some(([one]) => odd(one) === key));
      const done = only.reduce(
        (document, key) => commentOutIniKey(document, section(key), `key${key}`, '#'),
        changed,
      );
      return latin1(printIni(done));
    },
  }));

const cfg: fc.Arbitrary<Kind> = fc
  .record({
    indent: indents,
    set: some(fc.tuple(number, fc.nat(1), fc.constantFrom('25', '127.0.0.1:25', 'a b', 'yes'))),
  })
  .map(({ indent, set }) => ({
    lines: [
      'Server {',
      ...[0, 1, 2, 3, 4].map((key) => `${indent}key${key} = 1   # why`),
      `${indent}inner = {`,
      ...[5, 6, 7, 8, 9].map((key) => `${indent}${indent}key${key} = "a"`),
      `${indent}}`,
      '}',
    ],
    added: (key) => `new${key} = 1`,
    ours: (text) =>
      latin1(
        printAxigenCfg(
          set.reduce(
            (document, [key, fresh, value]) => {
              const odd = key - (key % 2 === 0 ? -1 : 0);
              const path = odd < 5 ? [] : ['inner'];
              return setCfgAttribute(document, path, fresh === 1 ? `ours${odd}` : `key${odd}`, value);
            },
            parseAxigenCfg(bytesOf(text), 'axigen.cfg'),
          ),
        ),
      ),
  }));

const policy: fc.Arbitrary<Kind> = fc
  .record({ indent: indents, calls: some(fc.tuple(fc.nat(1), fc.constantFrom('One', 'Two', 'Three'))) })
  .map(({ indent, calls }) => ({
    lines: ['event onOne {', 'event onTwo {'].flatMap((header, event) => [
      header,
      ...[0, 1, 2].map((index) => `${indent}set(var${event * 6 + index * 2}, "a"); # why`),
      '}',
    ]),
    added: (key) => `set(new${key}, "b");`,
    ours: (text) =>
      latin1(
        printPolicy(
          calls.reduce(
            (document, [event, method]) => {
              const within = document.declarations[event];
              return within === undefined
                ? document
                : appendPolicyStatement(document, within, { kind: 'call', method });
            },
            parsePolicy(bytesOf(text), 'a.script'),
          ),
        ),
      ),
  }));

/** The same of any text that has the lines; of those that are theirs, which the run never touches. */
function edited(
  text: string,
  { edits, crlf }: { edits: readonly TheirEdit[]; crlf: boolean },
  added: Kind['added'],
) {
  const free = text.split('\n').filter((line) => /(?:key|var)(?:[02468]|10)\b/.test(line));
  const result = edits.reduce((now, { at, what }, index) => {
    const line = free[at % Math.max(1, free.length)];
    const lines = now.split('\n');
    const place = line === undefined ? -1 : lines.indexOf(line);
    if (line === undefined || place < 0) return now;
    const instead = {
      gone: [],
      value: [line.replace('"a"', '"b"').replace('= 1', '= 2')],
      'remark above': ['# by Joe', line],
      'line above': [added(index), line],
    }[what];
    return lines.toSpliced(place, 1, ...instead).join('\n');
  }, text);
  return crlf ? result.replaceAll('\n', '\r\n') : result;
}

function staysApart(name: string, kind: fc.Arbitrary<Kind>) {
  return property(
    `merge of ${name}: what somebody did elsewhere stays to the byte, what the run did goes, and twice is once`,
    fc.tuple(kind, theirs),
    ([{ lines, ours, added }, their]) => {
      const before = `${lines.join('\n')}\n`;
      const left = ours(before);
      const now = edited(left, their, added);
      const wanted = edited(before, their, added);
      const texts = { file: 'a file', before: bytesOf(before), left: bytesOf(left) };
      const found = merge({ ...texts, now: bytesOf(now) });
      assert(found !== undefined, left);
      assert.deepEqual(
        found.units.filter(({ state }) => state === 'changed').map(({ where }) => where),
        [],
      );
      const taken = found.taken(new Set());
      assert.equal(latin1(taken), wanted);
      const again = merge({ ...texts, now: taken });
      assert.equal(again && latin1(again.taken(new Set())), wanted);
    },
  );
}

export const mergeProperties = [
  staysApart('ini files', ini),
  staysApart('axigen.cfg', cfg),
  staysApart('the policy', policy),
];
