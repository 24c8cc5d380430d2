import { describe, expect, test } from 'vitest';
import { parsePolicy, removeOperand, removeStatement } from '../../../src/documents/policy/index.js';
import { statementsOf } from './generate.js';

const parse = (text: string) => parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script');

function withoutStatement(text: string, number: number): string {
  const doc = parse(text);
  const statement = statementsOf(doc)[number];
  if (statement === undefined) throw new Error('no such statement');
  return removeStatement(doc, statement).text;
}

/** Removes operand `x` from the anyOf of the first if. */
function withoutX(text: string): string {
  const doc = parse(text);
  const [statement] = statementsOf(doc);
  if (statement?.kind !== 'if' || statement.condition.kind !== 'call') throw new Error('no call');
  const operand = statement.condition.args.find(
    (argument) => argument.kind === 'word' && argument.name === 'x',
  );
  if (operand === undefined) throw new Error('no x');
  return removeOperand(doc, statement.condition, operand).text;
}

describe('removeStatement', () => {
  test.each([
    ['its line', 'event a {\n  set (b, "1");\n  set (c, "2");\n}\n', 0, 'event a {\n  set (c, "2");\n}\n'],
    [
      'with a remark, CRLF',
      'event a {\r\n  # above\r\n  set (b, "1"); # b\r\n}',
      0,
      'event a {\r\n  # above\r\n}',
    ],
    [
      'its lines',
      'event a {\n  if (b) {\n    set (c, "}\n;");\n  } # if\n  set (d, "2");\n}',
      0,
      'event a {\n  set (d, "2");\n}',
    ],
    ['one line, first', 'event a { set (b, "1"); set (c, "2"); }', 0, 'event a { set (c, "2"); }'],
    ['one line, last', 'event a { set (b, "1"); set (c, "2"); }', 1, 'event a { set (b, "1"); }'],
    ['one line, only', 'event a { set (b, "1"); }', 0, 'event a { }'],
    ['tight', 'event a {set(b,"1");set(c,"2");}', 0, 'event a {set(c,"2");}'],
    [
      'first of two on a line',
      'event a {\n  set (b, "1"); set (c, "2");\n}',
      0,
      'event a {\n  set (c, "2");\n}',
    ],
    [
      'second of two on a line',
      'event a {\n  set (b, "1"); set (c, "2"); # both\n}',
      1,
      'event a {\n  set (b, "1"); # both\n}',
    ],
    ['the brace behind it', 'event a {\n  set (b, "1"); }', 0, 'event a { }'],
    ['the brace behind it, a comment before', 'event a { # a\n  set (b, "1"); }', 0, 'event a { # a\n  }'],
    ['in an else', 'event a { if (b) { } else { set (c, "1"); } }', 1, 'event a { if (b) { } else { } }'],
    [
      'an else if, last',
      'event a {\n  if (b) {\n  }\n  else if (c) {\n  }\n}',
      1,
      'event a {\n  if (b) {\n  }\n}',
    ],
    [
      'an else if, on lines',
      'event a {\n  if (b) {\n  }\n  else if (c) {\n  } else {\n  }\n}',
      1,
      'event a {\n  if (b) {\n  }\n  else {\n  }\n}',
    ],
    [
      'an else if, middle',
      'event a { if (b) { } else if (c) { } else { } }',
      1,
      'event a { if (b) { } else { } }',
    ],
  ])('%s', (_, before, number, after) => {
    expect(withoutStatement(before, number)).toBe(after);
  });

  test('of another script', () => {
    const [stranger] = statementsOf(parse('event a { set (b, "1"); }'));
    if (stranger === undefined) throw new Error('no statement');
    expect(() => removeStatement(parse('event a { set (b, "1"); }'), stranger)).toThrow(RangeError);
  });
});

describe('removeOperand', () => {
  const script = (operands: string) => `event a {\n  if (anyOf (${operands})) { }\n}\n`;
  test.each([
    ['first', 'x, b, c', 'b, c'],
    ['middle', 'b, x, c', 'b, c'],
    ['last', 'b, c, x', 'b, c'],
    ['blanks outside', ' b, x ', ' b '],
    ['blanks before commas', 'b , x , c', 'b , c'],
    ['no blanks', 'b,x,c', 'b,c'],
    ['only', ' x ', '  '],
    ['lines, first', '\n    x,  # x\n    b,  # b\n    c   # c\n  ', '\n    b,  # b\n    c   # c\n  '],
    ['lines, middle', '\n    b,  # b\n    x,  # x\n    c   # c\n  ', '\n    b,  # b\n    c   # c\n  '],
    ['lines, last', '\n    b,  # b\n    c,  # c\n    x   # x\n  ', '\n    b,  # b\n    c  # c\n  '],
    ['lines, only', '\n    x # x\n  ', '\n  '],
    ['lines, CRLF', '\r\n\tb,\r\n\tx,\r\n\tc\r\n', '\r\n\tb,\r\n\tc\r\n'],
    ['leading commas, first', 'x\n    , b\n    , c', 'b\n    , c'],
    ['leading commas, middle', 'b\n    , x # x\n    , c', 'b\n    , c'],
    ['leading commas, last', 'b\n    , c\n    , x\n  ', 'b\n    , c\n  '],
    ['the bracket behind the last', 'b,\n    x', 'b'],
    ['the last, a comment before it', 'b, # b\n    x', 'b # b\n'],
    ['a comment above the last', 'b,\n    # on x\n    x\n  ', 'b\n    # on x\n  '],
    ['beginning a line with others', 'b,\n    x, c, # both\n    d', 'b,\n    c, # both\n    d'],
    ['ending a line with others', 'b, x, # both\n    d', 'b, # both\n    d'],
    ['first, ending a line', 'x, # x\n    b', '# x\n    b'],
    ['a comment before the comma', 'x # x\n    , b', ' # x\n     b'],
    [
      'commas in comments and strings',
      'is (a, ","), # ,\n    x # ,\n    , c',
      'is (a, ","), # ,\n     # ,\n     c',
    ],
  ])('%s', (_, before, after) => {
    expect(withoutX(script(before))).toBe(script(after));
  });

  test('of another call', () => {
    const doc = parse(script('x'));
    const [statement] = statementsOf(doc);
    if (statement?.kind !== 'if' || statement.condition.kind !== 'call') throw new Error('no call');
    const { condition } = statement;
    expect(() => removeOperand(doc, condition, condition)).toThrow(RangeError);
  });
});
