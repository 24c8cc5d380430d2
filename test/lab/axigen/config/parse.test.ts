import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/lab/axigen/config/parse.js';
import type { ConfigObject, ConfigValue } from '../../../../src/lab/axigen/config/tree.js';

/** The tree as plain data, without lines. */
function plain(value: ConfigObject | ConfigValue): unknown {
  if (!('kind' in value)) {
    return Object.fromEntries([...value.attributes].map(([name, one]) => [name, plain(one.value)]));
  }
  if (value.kind === 'text') return value.text;
  if (value.kind === 'object') return plain(value.object);
  return value.items.map(plain);
}

describe('what is understood', () => {
  test.each<[string, string, unknown]>([
    ['an empty root', 'Server {}', {}],
    ['any case', 'SERVER {\n PrimaryDomain = Example.TEST\n}', { primarydomain: 'Example.TEST' }],
    ['the brace on its own line', '\n\nserver\n{\n}\n', {}],
    [
      'comments everywhere',
      '# a\n/* b\n { */ Server { # c }\n a = b # d\n /* e */ f = g\n}\n# end',
      { a: 'b', f: 'g' },
    ],
    ['a hash in quotes', 'Server {\n a = "x # y"\n}', { a: 'x # y' }],
    ['an escaped quote', 'Server {\n a = "say \\"hi\\" now"\n}', { a: 'say "hi" now' }],
    ['a backslash that escapes nothing', 'Server {\n a = "c:\\temp"\n}', { a: 'c:\\temp' }],
    [
      'an empty value',
      'Server {\n allowRules =\n denyRules = # none\n b = ""\n}',
      { allowrules: '', denyrules: '', b: '' },
    ],
    ['an empty value before the brace', 'Server { a = }', { a: '' }],
    [
      'several attributes on a line',
      'Server { a = 1  b = (x y) c = { d = e } }',
      { a: '1', b: ['x', 'y'], c: { d: 'e' } },
    ],
    ['an empty set', 'Server {\n a = ()\n}', { a: [] }],
    [
      'a set of objects over lines',
      'Server {\n a = (\n  { b = 1 }\n  { b = 2 }\n )\n}',
      { a: [{ b: '1' }, { b: '2' }] },
    ],
    ['a set that opens on the next line', 'Server {\n a =\n (\n x\n )\n}', { a: ['x'] }],
    ['CRLF', 'Server {\r\n a = 1\r\n b =\r\n}\r\n', { a: '1', b: '' }],
    ['the last of two equal names', 'Server {\n a = 1\n A = 2\n}', { a: '2' }],
    ['a slash in a word', 'Server {\n a = 10.0.0.0/8\n}', { a: '10.0.0.0/8' }],
  ])('%s', (_, text, expected) => {
    expect(plain(parseConfig('axigen.cfg', text))).toEqual(expected);
  });
});

describe('what is refused, with its line', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', 'f:1: expected "Server {", found the end of the file'],
    ['another root', '\nClient {\n}', 'f:2: expected "Server {", found "Client"'],
    ['an equals sign at the root', 'Server = {\n}', 'f:1: expected "{" after "Server", found "="'],
    [
      'an object without equals sign',
      'Server {\n\n pop3 {\n }\n}',
      'f:3: expected "=" after "pop3", found "{"',
    ],
    [
      'a value over two lines',
      'Server {\n a = b\n c\n}',
      'f:3: expected "=" after "c", found the end of the line',
    ],
    [
      'an unclosed object',
      'Server {\n a = {\n b = c\n}\n',
      'f:5: the object opened on line 1 is never closed by "}"',
    ],
    ['an unclosed set', 'Server {\n a = (\n b\n', 'f:4: the set opened on line 2 is never closed by ")"'],
    ['a brace in a set', 'Server {\n a = (\n }\n )\n}', 'f:3: expected a value, found "}"'],
    ['an unclosed quote', 'Server {\n a = "b\n}', 'f:2: this quoted value does not end on its line'],
    ['an unclosed comment', 'Server {\n/* a\n}\n', 'f:2: this comment is never closed by */'],
    [
      'text behind the end',
      'Server {\n}\nx = y\n',
      'f:3: expected nothing after the Server object, found "x"',
    ],
    ['a stray bracket', 'Server {\n)\n}', 'f:2: expected an attribute name, found ")"'],
    ['a second equals sign', 'Server {\n a = = b\n}', 'f:2: expected a value, found "="'],
    [
      'a long name',
      `Server {\n ${'n'.repeat(65)} = 1\n}`,
      'f:2: an attribute name has at most 64 characters',
    ],
    ['a long value', `Server {\n a = ${'v'.repeat(256)}\n}`, 'f:2: a value has at most 255 characters'],
    [
      'lines are counted through comments',
      'Server {\n/*\n\n*/\n a\n}',
      'f:5: expected "=" after "a", found the end of the line',
    ],
  ])('%s', (_, text, message) => {
    expect(() => parseConfig('f', text)).toThrow(message);
  });
});
