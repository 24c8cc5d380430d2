import { describe, expect, test } from 'vitest';
import { addCfgObject, parseAxigenCfg, removeCfgObject } from '../../../src/documents/axigen-cfg/index.js';

const parse = (text: string) => parseAxigenCfg(Buffer.from(text, 'latin1'), 'axigen.cfg');
const add = (text: string) =>
  addCfgObject(
    parse(text),
    ['s'],
    [
      ['address', '127.0.0.1:2525'],
      ['enable', 'yes'],
    ],
  ).text;
const remove = (text: string, index: number) => removeCfgObject(parse(text), ['s'], index).text;

describe('addCfgObject', () => {
  test.each([
    [
      'like its neighbour, on lines',
      'Server {\n    s = (\n        {\n            address = x\n        }\n    )\n}\n',
      'Server {\n    s = (\n        {\n            address = x\n        }\n        {\n            address = 127.0.0.1:2525\n            enable = yes\n        }\n    )\n}\n',
    ],
    [
      'tabs and CRLF',
      'Server {\r\n\ts = (\r\n\t\t{\r\n\t\t\ta=x\r\n\t\t}\r\n\t)\r\n}',
      'Server {\r\n\ts = (\r\n\t\t{\r\n\t\t\ta=x\r\n\t\t}\r\n\t\t{\r\n\t\t\taddress=127.0.0.1:2525\r\n\t\t\tenable=yes\r\n\t\t}\r\n\t)\r\n}',
    ],
    [
      'objects on one line each',
      'Server {\n  s = (\n    { a = 1 }  # first\n    # end\n  )\n}',
      'Server {\n  s = (\n    { a = 1 }  # first\n    { address = 127.0.0.1:2525 enable = yes }\n    # end\n  )\n}',
    ],
    [
      'all on one line',
      'Server { s = ( { a = 1 } ) }',
      'Server { s = ( { a = 1 } { address = 127.0.0.1:2525 enable = yes } ) }',
    ],
    [
      'quotes as the neighbour has them',
      'Server { s = ({ address = "x" enable = "no" }) }',
      'Server { s = ({ address = "x" enable = "no" } { address = "127.0.0.1:2525" enable = "yes" }) }',
    ],
    [
      'braces on the lines of the brackets',
      'Server {\n  s = ( {\n    a = 1\n  } )\n}',
      'Server {\n  s = ( {\n    a = 1\n  } {\n    address = 127.0.0.1:2525\n    enable = yes\n  } )\n}',
    ],
    [
      'the bracket behind the last brace',
      'Server {\n  s = (\n    {\n      a = 1 })\n}',
      'Server {\n  s = (\n    {\n      a = 1 }\n    {\n      address = 127.0.0.1:2525\n      enable = yes\n    })\n}',
    ],
    [
      'behind a commented-out object with odd brackets',
      'Server {\n  s = (\n    /* { a = ( } */\n    { a = 1 }\n    # { b = 2 ) "\n  )\n}',
      'Server {\n  s = (\n    /* { a = ( } */\n    { a = 1 }\n    { address = 127.0.0.1:2525 enable = yes }\n    # { b = 2 ) "\n  )\n}',
    ],
    ...['()', '( )', '(\t)'].map((empty) => [
      `empty ${JSON.stringify(empty)}`,
      `Server {\n  s = ${empty} # none\n}\n`,
      'Server {\n  s = (\n    {\n      address = 127.0.0.1:2525\n      enable = yes\n    }\n  ) # none\n}\n',
    ]),
    [
      'empty, with a comment',
      'Server {\r\n  s = ( /* none */ )\r\n}',
      'Server {\r\n  s = ( /* none */\r\n    {\r\n      address = 127.0.0.1:2525\r\n      enable = yes\r\n    }\r\n  )\r\n}',
    ],
    [
      'empty, on lines',
      'Server {\n  s = ( # none\n    # { }\n  )\n}',
      'Server {\n  s = ( # none\n    # { }\n    {\n      address = 127.0.0.1:2525\n      enable = yes\n    }\n  )\n}',
    ],
    [
      'empty, the bracket on a line of its own',
      'Server {\n  s =\n  (\n  )\n}',
      'Server {\n  s =\n  (\n    {\n      address = 127.0.0.1:2525\n      enable = yes\n    }\n  )\n}',
    ],
    [
      'empty, in a one-line object',
      'Server { s = () }',
      'Server { s = ( { address = 127.0.0.1:2525 enable = yes } ) }',
    ],
  ])('%s', (_, before, after) => {
    expect(add(before ?? '')).toBe(after);
  });

  test('a set of values takes no object', () => {
    expect(() => add('Server { s = (a b) }')).toThrow(
      'line 1, column 15: a value stands here in a set of objects',
    );
  });

  test('without attributes', () => {
    expect(addCfgObject(parse('Server { s = ( ) }'), ['s'], []).text).toBe('Server { s = ( { } ) }');
  });
});

describe('removeCfgObject', () => {
  const lines =
    'Server {\n  s = (\n    # one\n    {\n      a = 1\n    } # 1\n    # two\n    { a = 2 }\n\n    { a = 3 } /* 3 */\n  )\n}\n';
  test.each([
    ['first', lines, 0, lines.replace('    {\n      a = 1\n    } # 1\n', '')],
    ['middle', lines, 1, lines.replace('    { a = 2 }\n', '')],
    ['last', lines, 2, lines.replace('    { a = 3 } /* 3 */\n', '')],
    [
      'CRLF',
      'Server {\r\n s = (\r\n  { a = 1 }\r\n  { a = 2 }\r\n )\r\n}',
      0,
      'Server {\r\n s = (\r\n  { a = 2 }\r\n )\r\n}',
    ],
    ['the only one', 'Server {\n  s = (\n    { a = 1 }\n  )\n}', 0, 'Server {\n  s = (\n  )\n}'],
    ['one line, first', 'Server { s = ( { a = 1 } { a = 2 } ) }', 0, 'Server { s = ( { a = 2 } ) }'],
    ['one line, last', 'Server { s = ( { a = 1 } { a = 2 } ) }', 1, 'Server { s = ( { a = 1 } ) }'],
    ['one line, only', 'Server { s = ( { a = 1 } ) }', 0, 'Server { s = ( ) }'],
    ['one line, tight', 'Server { s = ({a=1}{a=2}) }', 0, 'Server { s = ({a=2}) }'],
    ['one line, tight before a blank', 'Server { s = ({a=1} {a=2}) }', 0, 'Server { s = ({a=2}) }'],
    ['tight, only', 'Server { s = ({a=1}) }', 0, 'Server { s = () }'],
    [
      'braces on the lines of the brackets',
      'Server {\n s = ( {\n  a = 1\n } )\n}',
      0,
      'Server {\n s = ( )\n}',
    ],
    [
      'two sharing a line, first',
      'Server {\n s = (\n  { a = 1\n  } { a = 2\n  }\n )\n}',
      0,
      'Server {\n s = (\n  { a = 2\n  }\n )\n}',
    ],
    [
      'two sharing a line, last',
      'Server {\n s = (\n  { a = 1\n  } { a = 2\n  }\n )\n}',
      1,
      'Server {\n s = (\n  { a = 1\n  }\n )\n}',
    ],
    [
      'a # comment before the bracket that follows',
      'Server {\n s = ( # x\n  { a = 1 } )\n}',
      0,
      'Server {\n s = ( # x\n  )\n}',
    ],
    [
      'a blank line below a # comment',
      'Server {\n s = ( # x\n\n  { a = 1 } )\n}',
      0,
      'Server {\n s = ( # x\n )\n}',
    ],
    [
      'a comment before it on its line',
      'Server {\n s = (\n  /* x */ { a = 1 } # y\n )\n}',
      0,
      'Server {\n s = (\n  /* x */ # y\n )\n}',
    ],
    [
      'a remark that goes on below',
      'Server {\n s = (\n  { a = 1 } /* x\n  y */\n )\n}',
      0,
      'Server {\n s = (\n  /* x\n  y */\n )\n}',
    ],
    ['a value is not counted', 'Server { s = ( v { a = 1 } ) }', 0, 'Server { s = ( v ) }'],
  ])('%s', (_, before, index, after) => {
    expect(remove(before, index)).toBe(after);
  });

  test('there is no such object', () => {
    expect(() => remove('Server { s = ( { a = 1 } ) }', 1)).toThrow(RangeError);
  });
});
