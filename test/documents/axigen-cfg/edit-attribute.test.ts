import { describe, expect, test } from 'vitest';
import {
  addCfgSet,
  type CfgPath,
  parseAxigenCfg,
  printAxigenCfg,
  setCfgAttribute,
} from '../../../src/documents/axigen-cfg/index.js';
import { DocumentError } from '../../../src/documents/document-error.js';
import { UserError } from '../../../src/errors.js';

const parse = (text: string) => parseAxigenCfg(Buffer.from(text, 'latin1'), 'axigen.cfg');
const set = (text: string, path: CfgPath, name: string, value: string) =>
  Buffer.from(printAxigenCfg(setCfgAttribute(parse(text), path, name, value))).toString('latin1');

describe('an attribute that is there', () => {
  test.each([
    [
      'only the value changes',
      'Server {\n  a = 1 # one\n  b = 2\n}\n',
      'a',
      '9',
      'Server {\n  a = 9 # one\n  b = 2\n}\n',
    ],
    ['names have no case', 'Server { sslControl = x }', 'SSLCONTROL', 'y', 'Server { sslControl = y }'],
    ['CRLF and no final newline', 'Server {\r\n\ta\t=\t1\r\n}', 'a', '2', 'Server {\r\n\ta\t=\t2\r\n}'],
    ['a remark glued to it', 'Server { a = 1#2\n}', 'a', '3', 'Server { a = 3#2\n}'],
    ['a block comment glued to it', 'Server { a = 1/* 2 */ }', 'a', '3', 'Server { a = 3/* 2 */ }'],
    [
      'a block comment before it',
      'Server { a /* = 0 */ = /* 0 */ 1 }',
      'a',
      '3',
      'Server { a /* = 0 */ = /* 0 */ 3 }',
    ],
    ['quotes stay', 'Server { a = "b" }', 'a', 'c', 'Server { a = "c" }'],
    [
      'quotes with # and \\" inside',
      'Server { a = "x # \\" }" b = 1 }',
      'a',
      'y',
      'Server { a = "y" b = 1 }',
    ],
    ['quotes where they are needed', 'Server { a = b }', 'a', 'c d', 'Server { a = "c d" }'],
    ['a quote is escaped', 'Server { a = b }', 'a', 'c"d', 'Server { a = "c\\"d" }'],
    ['a number sign is quoted', 'Server { a = b }', 'a', '#', 'Server { a = "#" }'],
    ['an empty value is quoted', 'Server { a = b }', 'a', '', 'Server { a = "" }'],
    ['a pattern', 'Server { a = b }', 'a', '*', 'Server { a = * }'],
    ['an address', 'Server { a = 0.0.0.0:25 }', 'a', '127.0.0.1:2525', 'Server { a = 127.0.0.1:2525 }'],
    [
      'bytes that are not UTF-8 stay',
      'Server { x = \xff\xfe a = 1 # \xe9\n}',
      'a',
      '2',
      'Server { x = \xff\xfe a = 2 # \xe9\n}',
    ],
    ['a byte order mark stays', '\xef\xbb\xbfServer { a = 1 }', 'a', '2', '\xef\xbb\xbfServer { a = 2 }'],
    ['twice: both are set', 'Server {\n a = 1\n A = 2\n}', 'a', '3', 'Server {\n a = 3\n A = 3\n}'],
    ['twice, one already right', 'Server {\n a = 3\n a = 2\n}', 'a', '3', 'Server {\n a = 3\n a = 3\n}'],
    [
      'a commented-out twin is left alone',
      'Server {\n # a = 1\n /* a = 2 */\n a = 3\n}',
      'a',
      '4',
      'Server {\n # a = 1\n /* a = 2 */\n a = 4\n}',
    ],
  ])('%s', (_, before, name, value, after) => {
    expect(set(before, [], name, value)).toBe(after);
  });

  test.each([
    ['at the end of the line', 'Server {\n  a =\n  b = 1\n}', 'Server {\n  a = x\n  b = 1\n}'],
    ['with a blank behind the =', 'Server {\n  a = \n}', 'Server {\n  a = x\n}'],
    ['before a remark', 'Server {\n  a = # none\n}', 'Server {\n  a = x # none\n}'],
    ['before a glued remark', 'Server {\n  a =#none\n}', 'Server {\n  a = x #none\n}'],
    ['without blanks', 'Server {\r\n  a=\r\n}', 'Server {\r\n  a=x\r\n}'],
    ['last on a one-line object', 'Server { a = }', 'Server { a = x }'],
    ['before the brace', 'Server { a =}', 'Server { a = x }'],
    ['before another name on the line', 'Server { a = b = 1 }', 'Server { a = x b = 1 }'],
  ])('without a value, %s', (_, before, after) => {
    expect(set(before, [], 'a', 'x')).toBe(after);
    expect(set(before, [], 'a', '')).toBe(before);
  });

  test.each([
    ['the same', 'a = 1', '1'],
    ['the same, in quotes', 'a = "1"', '1'],
    ['yes has no case', 'a = YES', 'yes'],
    ['no has no case', 'a = No', 'NO'],
    ['an escaped quote', 'a = "\\""', '"'],
  ])('%s is not touched', (_, line, value) => {
    const doc = parse(`Server { ${line} }`);
    expect(setCfgAttribute(doc, [], 'A', value)).toBe(doc);
  });

  test('other values have case', () => {
    expect(set('Server { a = Internal }', [], 'a', 'internal')).toBe('Server { a = internal }');
  });
});

describe('an attribute that is missing', () => {
  test.each([
    ['a line of its own', 'Server {\n    a = 1\n}\n', 'Server {\n    a = 1\n    n = 5\n}\n'],
    ['tabs, CRLF', 'Server {\r\n\ta = 1\r\n}\r\n', 'Server {\r\n\ta = 1\r\n\tn = 5\r\n}\r\n'],
    [
      'behind a remark',
      'Server {\n  a = 1  # one\n  # end\n}',
      'Server {\n  a = 1  # one\n  n = 5\n  # end\n}',
    ],
    [
      'behind a remark over two lines',
      'Server {\n  a = 1 /* one\n  one */\n}',
      'Server {\n  a = 1 /* one\n  one */\n  n = 5\n}',
    ],
    ['behind trailing blanks', 'Server {\n  a = 1  \n}', 'Server {\n  a = 1  \n  n = 5\n}'],
    ['the brace on the last line', 'Server {\n  a = 1\n  b = 2 }', 'Server {\n  a = 1\n  b = 2\n  n = 5 }'],
    ['two on a line', 'Server {\n  a = 1 b = 2\n}', 'Server {\n  a = 1 b = 2\n  n = 5\n}'],
    ['on one line', 'Server { a = 1 b = 2 }', 'Server { a = 1 b = 2 n = 5 }'],
    ['on one line without blanks', 'Server {a=1}', 'Server {a=1 n=5}'],
    ['on one line, the brace below', 'Server { a = 1 # one\n}', 'Server { a = 1 n = 5 # one\n}'],
    ['behind a name without a value', 'Server {\n  a =\n}', 'Server {\n  a =\n  n = 5\n}'],
    ['behind a name without a value, on one line', 'Server { a = }', 'Server { a =\nn = 5 }'],
    ['behind a set', 'Server {\n  a = (\n    1\n  )\n}', 'Server {\n  a = (\n    1\n  )\n  n = 5\n}'],
    [
      'behind an object',
      'Server {\n  a = {\n    b = 1\n  } # a\n}',
      'Server {\n  a = {\n    b = 1\n  } # a\n  n = 5\n}',
    ],
    ['tight', 'Server {\n  a=1\n}', 'Server {\n  a=1\n  n=5\n}'],
    ['empty object', 'Server {}', 'Server { n = 5 }'],
    ['empty object with a blank', 'Server { }', 'Server { n = 5 }'],
    ['empty object with a comment', 'Server { /* x */ }', 'Server { /* x */ n = 5 }'],
    ['empty object on two lines', 'Server {\n}\n', 'Server {\n    n = 5\n}\n'],
    ['empty object, CRLF, comment', 'Server {\r\n  # x\r\n}', 'Server {\r\n  # x\r\n    n = 5\r\n}'],
  ])('%s', (_, before, after) => {
    expect(set(before, [], 'n', '5')).toBe(after);
  });

  test('in an object of a set, the other services untouched', () => {
    const file = (extra: string) => `Server {
    pop3 = { listeners = ( { address = 127.0.0.1:110 peerMaxConnections = 20 } ) }
    smtpIncoming = {
        listeners = (
            # { address = 1.2.3.4:25
            #   peerMaxConnections = 1 }
            {
                address = 0.0.0.0:25
            }
            {
                address = 127.0.0.1:25 # local
${extra}            }
        )
    }
    webadmin = { listeners = ( { address = 127.0.0.1:9000 } ) }
}
`;
    expect(set(file(''), ['SMTPincoming', 'Listeners', 1], 'peerMaxConnections', '200')).toBe(
      file('                peerMaxConnections = 200\n'),
    );
  });
});

describe('addCfgSet', () => {
  test.each([
    ['missing', 'Server {\n  a = 1\n}', 'Server {\n  a = 1\n  clients = ( )\n}'],
    ['on one line', 'Server { a = 1 }', 'Server { a = 1 clients = ( ) }'],
    ['in an empty object', 'Server {}', 'Server { clients = ( ) }'],
    ['there without a value', 'Server {\n  Clients =\n}', 'Server {\n  Clients = ( )\n}'],
    ['there, empty', 'Server { clients = () }', 'Server { clients = () }'],
    ['there', 'Server { CLIENTS = ( { a = 1 } ) }', 'Server { CLIENTS = ( { a = 1 } ) }'],
  ])('%s', (_, before, after) => {
    expect(addCfgSet(parse(before), [], 'clients').text).toBe(after);
  });
});

describe('refusals, before anything is changed', () => {
  test.each([
    ['a set where a value is expected', ['s'], 'a', 3, 3, '"a" holds a set where a single value is expected'],
    ['no such object', ['smtp'], 'a', 1, 8, '"smtp" is missing from this object'],
    ['no such object in the set', ['s', 'a', 0], 'x', 3, 7, '"s.a.0" is missing from this set'],
    ['a path to a value', ['t'], 'x', 5, 7, '"t" is a scalar, not an object'],
    ['a path through one of two', ['twin'], 'x', 7, 3, '"twin" is given twice, here and on line 6'],
  ] as const)('%s', (_, path, name, line, column, problem) => {
    const doc = parse('Server {\n  s = {\n  a = (1)\n  }\n  t = 1\n  twin = { }\n  Twin = { }\n}');
    let error: unknown;
    try {
      setCfgAttribute(doc, path, name, 'v');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toMatchObject({ file: 'axigen.cfg', line, column });
    expect(String(error)).toContain(problem);
  });

  test.each([
    ['a line break', 'a\nb'],
    ['NUL', 'a\0'],
    ['beyond one byte', 'a\u20ac'],
    ['a backslash before a quote', 'a \\"'],
    ['a backslash at the end', 'a b\\'],
    ['two backslashes', 'a \\\\b'],
  ])('a value with %s', (_, value) => {
    expect(() => setCfgAttribute(parse('Server { a = 1 }'), [], 'a', value)).toThrow(UserError);
  });

  test('a name that is none', () => {
    expect(() => setCfgAttribute(parse('Server { }'), [], 'a b', '1')).toThrow(RangeError);
  });

  test('a set where something else is', () => {
    const doc = parse('Server { clients = none }');
    expect(() => addCfgSet(doc, [], 'clients')).toThrow('"clients" holds a scalar where a set is expected');
    const twice = parse('Server { clients = ( ) clients = ( ) }');
    expect(() => addCfgSet(twice, [], 'clients')).toThrow('given twice');
  });
});
