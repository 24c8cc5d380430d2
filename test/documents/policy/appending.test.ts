import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendPolicyDeclaration,
  appendPolicyStatement,
  type NewStatement,
  parsePolicy,
  setPolicyValue,
} from '../../../src/documents/policy/index.js';
import { policyFile, says, statementsOf } from './generate.js';

const parse = (text: string) => parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script');
const call: NewStatement = { kind: 'call', method: 'Own' };

/** The script with a statement at the end of its first event or method. */
function appended(text: string, statement: NewStatement = call): string {
  const doc = parse(text);
  const [first] = doc.declarations;
  if (first === undefined) throw new Error('no declaration');
  return appendPolicyStatement(doc, first, statement).text;
}

/** What was put in, where the longer text is the shorter one with something put into it at one place. */
function inserted(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  const behind = before.length - at;
  expect(after.slice(after.length - behind)).toBe(before.slice(at));
  return after.slice(at, after.length - behind);
}

describe('appendPolicyStatement', () => {
  test.each([
    [
      'behind the last, indented alike',
      'event a {\n\tcall (b);\n}',
      'event a {\n\tcall (b);\n\tcall (Own);\n}',
    ],
    [
      'behind a remark',
      'event a {\n  call (b); # b\n  # end\n}\n',
      'event a {\n  call (b); # b\n  # end\n  call (Own);\n}\n',
    ],
    ['into an empty one', 'event a {\n}\n', 'event a {\n    call (Own);\n}\n'],
    [
      'indented as elsewhere',
      'event a {\n}\nevent b {\n  call (c);\n}',
      'event a {\n  call (Own);\n}\nevent b {\n  call (c);\n}',
    ],
    ['with CRLF', 'event a {\r\n  call (b);\r\n}', 'event a {\r\n  call (b);\r\n  call (Own);\r\n}'],
    ['on one line', 'event a { call (b); }', 'event a { call (b); call (Own); }'],
    ['on one line, empty', 'event a { }', 'event a { call (Own); }'],
    ['tight', 'event a{}', 'event a{ call (Own); }'],
    ['the brace behind a statement', 'event a {\n  call (b); }', 'event a {\n  call (b); call (Own); }'],
  ])('%s', (_name, before, after) => {
    expect(appended(before)).toBe(after);
  });

  test('a set', () => {
    const set = { kind: 'set', variable: 'allowStartTLS', value: 'no' } as const;
    expect(appended('event a { }', set)).toBe('event a { set (allowStartTLS, "no"); }');
  });

  test.each(['', 'a b', 'a"b', 'a);', 'a\nb'])('%j is no plain word', (word) => {
    expect(() => appended('event a { }', { kind: 'call', method: word })).toThrow(RangeError);
    expect(() => appended('event a { }', { kind: 'set', variable: 'v', value: word })).toThrow(RangeError);
  });

  test('whatever the script: one piece is put in, at the end of that block, and says just that', () => {
    fc.assert(
      fc.property(policyFile, fc.nat(), (file, number) => {
        const doc = parse(file.text);
        const declaration = doc.declarations[number % Math.max(1, doc.declarations.length)];
        fc.pre(declaration !== undefined);
        const after = appendPolicyStatement(doc, declaration, call);
        expect(inserted(doc.text, after.text).trim()).toBe('call (Own);');
        const same = after.declarations[doc.declarations.indexOf(declaration)];
        expect(same?.body.statements.length).toBe(declaration.body.statements.length + 1);
        expect(same?.body.statements.at(-1)).toMatchObject({ kind: 'call-method', method: 'Own' });
        expect(says(after).replace('call(Own);', '')).toBe(says(doc));
      }),
      { numRuns: 300 },
    );
  });
});

describe('appendPolicyDeclaration', () => {
  const added = (text: string) => appendPolicyDeclaration(parse(text), 'method', 'Own', [call]).text;
  test.each([
    ['to nothing', '', 'method Own {\n    call (Own);\n}\n'],
    ['set off by a line', 'event a {\n}\n', 'event a {\n}\n\nmethod Own {\n    call (Own);\n}\n'],
    [
      'behind a last line without an end',
      'event a { } # a',
      'event a { } # a\n\nmethod Own {\n    call (Own);\n}\n',
    ],
    [
      'with CRLF and tabs',
      'event a {\r\n\tcall (b);\r\n}\r\n',
      'event a {\r\n\tcall (b);\r\n}\r\n\r\nmethod Own {\r\n\tcall (Own);\r\n}\r\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(added(before)).toBe(after);
  });

  test('whatever the script: it stands behind everything else', () => {
    fc.assert(
      fc.property(policyFile, (file) => {
        const after = appendPolicyDeclaration(parse(file.text), 'event', 'onEhlo', [call]);
        expect(after.text.startsWith(file.text)).toBe(true);
        expect(says(after)).toBe(`${says(parse(file.text))}event onEhlo{call(Own);}`);
      }),
      { numRuns: 300 },
    );
  });
});

test('setPolicyValue: another value, every other byte stays', () => {
  fc.assert(
    fc.property(policyFile, fc.nat(), (file, number) => {
      const doc = parse(file.text);
      const sets = statementsOf(doc).flatMap((one) => (one.kind === 'set' ? [one] : []));
      const set = sets[number % Math.max(1, sets.length)];
      fc.pre(set !== undefined);
      const after = setPolicyValue(doc, set.value, 'no');
      expect(after.text).toBe(`${doc.text.slice(0, set.value.start)}"no"${doc.text.slice(set.value.end)}`);
      expect(says(after).length - says(doc).length).toBe(4 - JSON.stringify(valueIn(set)).length);
    }),
    { numRuns: 300 },
  );
  expect(() =>
    setPolicyValue(
      parse('event a { set (b, "c"); }'),
      { kind: 'string', start: 0, end: 0, value: '' },
      'a b',
    ),
  ).toThrow(RangeError);
});

function valueIn({ value }: { readonly value: { readonly kind: string } }): unknown {
  return 'value' in value ? value.value : undefined;
}
