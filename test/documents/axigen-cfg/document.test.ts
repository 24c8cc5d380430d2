import { describe, expect, test } from 'vitest';
import {
  cfgAt,
  cfgAttribute,
  cfgAttributes,
  cfgLine,
  parseAxigenCfg,
} from '../../../src/documents/axigen-cfg/index.js';
import { modelOf } from './generate.js';

const parse = (text: string) => parseAxigenCfg(Buffer.from(text, 'latin1'), '/var/opt/axigen/run/axigen.cfg');

describe('what is not understood', () => {
  test.each([
    ['an empty file', '', 1, 1, 'the root object is expected here ("Server {"), found the end of the file'],
    ['comments only', '# Server {\n', 2, 1, 'found the end of the file'],
    ['an equals sign after the root', 'Server = {\n}', 1, 8, '"{" is expected after "Server", found "="'],
    ['an unclosed root', 'x # y\n  {\n a = 1\n', 2, 3, 'this "{" is never closed'],
    ['an unclosed object', 'Server {\n  smtp = {\n    a = 1\n}\n', 1, 8, 'this "{" is never closed'],
    ['an unclosed object, the innermost', 'Server {\n  smtp = {\n', 2, 10, 'this "{" is never closed'],
    ['an unclosed set', 'Server {\n  services = (a b\n', 2, 14, 'this "(" is never closed'],
    [
      'a set closed by a brace',
      'Server {\r\n  s = (a b\r\n}\r\n',
      3,
      1,
      '")" is expected for the "(" of line 2, column 7, found "}"',
    ],
    [
      'an object closed by a parenthesis',
      'Server { a = 1 )',
      1,
      16,
      '"}" is expected for the "{" of line 1, column 8, found ")"',
    ],
    ['an unclosed quote', 'Server {\n  a = "b\n  c = "d"\n}', 2, 7, 'this quote is not closed on its line'],
    ['an unclosed quote at the end', 'Server { a = "b\\"', 1, 14, 'this quote is not closed on its line'],
    [
      'a backslash before the line break',
      'Server { a = "b\\\n" }',
      1,
      14,
      'this quote is not closed on its line',
    ],
    ['an unclosed comment', 'Server {\n  a = 1 /* b\n}', 2, 9, 'this comment ("/*") is never closed'],
    ['a comment that only seems closed', 'Server { /*/ }', 1, 10, 'this comment ("/*") is never closed'],
    ['no equals sign', 'Server {\n  a 1\n}', 2, 5, '"=" is expected after "a", found "1"'],
    ['no name', 'Server {\n  = 1\n}', 2, 3, 'an attribute name or "}" is expected here, found "="'],
    ['two values', 'Server { a = 1 2\n}', 2, 1, '"=" is expected after "2", found "}"'],
    [
      'a quoted value on the next line',
      'Server { a =\n "b" }',
      2,
      2,
      'an attribute name or "}" is expected here',
    ],
    [
      'text behind a quote',
      'Server { a = "b"c }',
      1,
      17,
      'white space is expected after the closing quote, found "c"',
    ],
    [
      'more behind the root',
      'Server { }\nServer { }',
      2,
      1,
      'nothing more is expected after the closing "}" of "Server"',
    ],
    ['one brace too many', 'Server { } }', 1, 12, 'nothing more is expected'],
    ['an equals sign in a set', 'Server { s = (\0) }', 1, 15, 'found byte 0x00'],
  ])('%s', (_, text, line, column, problem) => {
    expect(() => parse(text)).toThrow(`/var/opt/axigen/run/axigen.cfg, line ${line}, column ${column}: `);
    expect(() => parse(text)).toThrow(problem);
  });
});

describe('what a file says', () => {
  test.each([
    [
      'a value that is absent',
      'Server { a =\n b = 1 }',
      {
        object: [
          ['a', ''],
          ['b', '1'],
        ],
      },
    ],
    ['a bracket on the next line', 'Server { a =\n # x\n ( 1 ) }', { object: [['a', { set: ['1'] }]] }],
    [
      'absent values on one line',
      'Server { a = b = c = 1 }',
      {
        object: [
          ['a', ''],
          ['b', ''],
          ['c', '1'],
        ],
      },
    ],
    ['an equals sign in a value', 'Server { dn = dc=a,dc=b }', { object: [['dn', 'dc=a,dc=b']] }],
    [
      'no blanks',
      'Server{a=1 b="2"}',
      {
        object: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
    ],
    ['brackets and quotes in comments', 'Server { # } "\n/* ) " */ a = 1 }', { object: [['a', '1']] }],
    ['comments in quotes', 'Server { a = "# /* \\" */" }', { object: [['a', '# /* " */']] }],
    ['a path', 'Server { a = log/x }', { object: [['a', 'log/x']] }],
    ['a backslash', 'Server { a = "x\\y\\\\" }', { object: [['a', 'x\\y\\']] }],
    [
      'a set of sets',
      'Server { a = ((1 2)(3)) }',
      { object: [['a', { set: [{ set: ['1', '2'] }, { set: ['3'] }] }]] },
    ],
  ])('%s', (_, text, model) => {
    expect(modelOf(parse(text).root)).toEqual(model);
  });

  test('any word may name the root', () => {
    expect(parse('\n SERVER\n{ }').rootName).toBe('SERVER');
  });
});

describe('finding', () => {
  const doc = parse(
    'Server {\n  Smtp = {\n    listeners = ( x\n      { a = 1 }\n      { A = 2 a = 3 }\n    )\n  }\n}',
  );

  test('paths have no case, and numbers count objects', () => {
    const second = cfgAt(doc, ['smtp', 'LISTENERS', 1]);
    if (second?.kind !== 'object') throw new Error('not an object');
    expect(cfgLine(doc, second)).toBe(5);
    expect(cfgAttribute(second, 'a')).toMatchObject({ name: 'A', value: { value: '2', raw: '2' } });
    expect(cfgAttributes(second, 'a').map(({ name }) => name)).toEqual(['A', 'a']);
  });

  test.each([
    [['smtp', 'clients']],
    [['smtp', 'listeners', 2]],
    [['smtp', 0]],
    [['smtp', 'listeners', 'a']],
    [['smtp', 'listeners', 0, 'a', 'b']],
  ])('%j leads nowhere', (path) => {
    expect(cfgAt(doc, path)).toBeUndefined();
  });

  test('the empty path is the root', () => {
    expect(cfgAt(doc, [])).toBe(doc.root);
  });
});
