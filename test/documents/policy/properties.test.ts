import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import {
  type PolicyCall,
  type PolicyDocument,
  type PolicyExpression,
  parsePolicy,
  printPolicy,
  removeOperand,
  removeStatement,
} from '../../../src/documents/policy/index.js';
import { policyFile, says, saysExpression, statementsOf } from './generate.js';

const runs = { numRuns: 300 };
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const parse = (text: string): PolicyDocument => parsePolicy(bytesOf(text), 'smtpFilters.script');

/** Calls at any depth that have operands. */
function callsOf(doc: PolicyDocument): readonly PolicyCall[] {
  const within = (expression: PolicyExpression): readonly PolicyCall[] =>
    expression.kind === 'call' ? [expression, ...expression.args.flatMap(within)] : [];
  return statementsOf(doc)
    .flatMap((statement) => (statement.kind === 'if' ? within(statement.condition) : []))
    .filter(({ args }) => args.length > 0);
}

/** Can the shorter text be had from the longer one by leaving out characters? */
function isLeftOver(shorter: string, longer: string): boolean {
  let at = 0;
  for (const character of longer) if (character === shorter[at]) at += 1;
  return at === shorter.length;
}

/** Comments outside strings, in order. */
function comments(text: string): readonly string[] {
  return [...text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|#[^\r\n]*/g)]
    .map(String)
    .filter((found) => found.startsWith('#'));
}

describe('parse and print', () => {
  test('give back every byte, and the tree says what the text says', () => {
    fc.assert(
      fc.property(policyFile, (file) => {
        const doc = parse(file.text);
        expect(Buffer.from(printPolicy(doc)).toString('latin1')).toBe(file.text);
        expect(says(doc)).toBe(file.says);
      }),
      runs,
    );
  });

  const tokens = [
    'event',
    'a',
    '{',
    '}',
    '(',
    ')',
    ',',
    ';',
    'set',
    'if',
    'else',
    '"',
    '\\',
    ' ',
    '\n',
    '#',
    '\0',
    '\xe9',
  ];
  const soup = fc
    .array(fc.constantFrom(...tokens), { maxLength: 30 })
    .map((parts) => bytesOf(parts.join('')));
  const damaged = fc
    .tuple(policyFile, fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
    .map(([file, number, gone, put]) => {
      const at = number % (file.text.length + 1);
      return bytesOf(file.text.slice(0, at) + put + file.text.slice(at + gone));
    });
  test.each([
    ['any bytes', fc.uint8Array({ maxLength: 60 })],
    ['token soup', soup],
    ['soup in an event', soup.map((tail) => Buffer.concat([bytesOf('event onEhlo { '), tail]))],
    ['damaged scripts', damaged],
  ])('%s: the identity, or an error with a place inside the file', (_, bytes) => {
    fc.assert(
      fc.property(bytes as fc.Arbitrary<Uint8Array>, (input) => {
        let doc: PolicyDocument;
        try {
          doc = parsePolicy(input, 'smtpFilters.script');
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          const line = Buffer.from(input).toString('latin1').split('\n')[error.line - 1];
          expect(error.column).toBeGreaterThan(0);
          expect(error.column).toBeLessThanOrEqual((line ?? '').length + 1);
          return;
        }
        expect(Buffer.from(printPolicy(doc)).equals(Buffer.from(input))).toBe(true);
      }),
      runs,
    );
  });

  test.each([
    '{ if (a) '.repeat(10_000),
    `{ if (${'a('.repeat(10_000)}`,
    `{ if (a) {} ${'else if (a) {} '.repeat(10_000)}`,
  ])('ten thousand levels are an error, not a crash', (text) => {
    expect(() => parse(`event a ${text}`)).toThrow('nested more than 100 deep');
  });
});

describe('removing', () => {
  test('a statement: it is gone, every other stands as it was', () => {
    fc.assert(
      fc.property(policyFile, fc.nat(), (file, number) => {
        const doc = parse(file.text);
        const all = statementsOf(doc);
        const statement = all[number % Math.max(1, all.length)];
        fc.pre(statement !== undefined);
        const removed = removeStatement(doc, statement);
        const before = removed.text.length;
        let prefix = 0;
        while (prefix < before && removed.text[prefix] === doc.text[prefix]) prefix += 1;
        // One cut, around the statement.
        expect(doc.text.endsWith(removed.text.slice(prefix))).toBe(true);
        const cut = doc.text.slice(prefix, doc.text.length - (before - prefix));
        expect(cut.length).toBeGreaterThanOrEqual(statement.end - statement.start);
        const lone = parse(`event a { ${doc.text.slice(statement.start, statement.end)} }`);
        const said = says(lone).slice('event a{'.length, -1);
        expect(says(doc).length - says(removed).length).toBe(said.length);
        expect(isLeftOver(says(removed), says(doc))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('an operand: it is gone, every other stands as it was, with the comments that were not on its lines', () => {
    fc.assert(
      fc.property(policyFile, fc.nat(), fc.nat(), (file, number, which) => {
        const doc = parse(file.text);
        const calls = callsOf(doc);
        const index = number % Math.max(1, calls.length);
        const call = calls[index];
        const operand = call?.args[which % call.args.length];
        fc.pre(call !== undefined && operand !== undefined);
        const left = call.args.filter((argument) => argument !== operand).map(saysExpression);

        const removed = removeOperand(doc, call, operand);
        const wanted = `${call.name}(${left.join(',')})`;
        const after = says(removed);
        expect(after).toContain(wanted);
        const commas = call.args.length > 1 ? 1 : 0;
        expect(says(doc).length - after.length).toBe(saysExpression(operand).length + commas);
        expect(isLeftOver(removed.text, doc.text)).toBe(true);

        const lost = comments(doc.text).length - comments(removed.text).length;
        const inside = comments(doc.text.slice(operand.start, operand.end)).length;
        expect(lost - inside).toBeGreaterThanOrEqual(0);
        expect(lost - inside).toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    );
  });
});
