import { describe, expect, test } from 'vitest';
import { parsePolicy, policyPlace, samePolicyName } from '../../../src/documents/policy/index.js';
import { says } from './generate.js';

const parse = (text: string) => parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script');

describe('what is not understood', () => {
  test.each([
    ['a statement outside', 'set (a, "b");', 1, 1, '"event" or "method" is expected here, found "set"'],
    ['no name', 'event {', 1, 7, 'the name of the event is expected here, found "{"'],
    ['no block', 'event a\n', 2, 1, '"{" is expected to open event "a", found the end of the file'],
    ['an unclosed block', 'event a {\n  set (a, "b");\n', 1, 9, 'this "{" is never closed'],
    ['an unclosed if', 'event a {\n  if (a) {\n', 2, 10, 'this "{" is never closed'],
    ['an unclosed else', 'event a {\r\n  if (a) { } else {', 2, 19, 'this "{" is never closed'],
    ['an unclosed parenthesis', 'event a {\n  set (a, "b"', 2, 7, 'this "(" is never closed'],
    [
      'an unclosed parenthesis behind a comma',
      'event a {\n  if (anyOf (a,',
      2,
      13,
      'this "(" is never closed',
    ],
    ['an unclosed condition', 'event a {\n  if (anyOf (a)', 2, 6, 'this "(" is never closed'],
    ['an unclosed quote', 'event a {\n  set (a, "b);\n}\n', 2, 11, 'this quote is never closed'],
    ['an unclosed quote, escaped at the end', 'event a { set (a, "b\\"', 1, 19, 'this quote is never closed'],
    [
      'a parenthesis closed by a brace',
      'event a {\n  if (anyOf (a } }',
      2,
      16,
      '")" or "," is expected here, found "}"',
    ],
    ['no semicolon', 'event a {\n  set (a, "b")\n}', 3, 1, '";" is expected after "set (...)", found "}"'],
    ['no parentheses', 'event a { set a; }', 1, 15, '"(" is expected after "set", found "a"'],
    ['no condition', 'event a { if () { } }', 1, 15, 'a condition is expected here, found ")"'],
    ['an operator', 'event a { if (is (a, "b") || c) { } }', 1, 27, '")" is expected here, found "|"'],
    ['no braces', 'event a { if (a) set (a, "b"); }', 1, 18, '"{" is expected to open what the "if" does'],
    ['an else alone', 'event a { else { } }', 1, 16, '"(" is expected after "else", found "{"'],
    [
      'a comma too many',
      'event a { set (a, "b", ); }',
      1,
      24,
      'a condition or a value is expected here, found ")"',
    ],
    ['an odd set', 'event a { set (a); }', 1, 11, '"set" is understood with a variable and a value only'],
    ['an odd call', 'event a { call ("a"); }', 1, 11, '"call" is understood with the name of a method only'],
    ['a brace too many', 'event a { } }', 1, 13, '"event" or "method" is expected here, found "}"'],
    ['a block comment', 'event a { /* b */ }', 1, 11, 'a statement or "}" is expected here, found "/"'],
    ['a byte that belongs nowhere', 'event a { \xe9 }', 1, 11, 'found byte 0xe9'],
  ])('%s', (_, text, line, column, problem) => {
    expect(() => parse(text)).toThrow(`smtpFilters.script, line ${line}, column ${column}: `);
    expect(() => parse(text)).toThrow(problem);
  });
});

describe('what a script says', () => {
  test.each([
    ['nothing', '', ''],
    ['a comment', '# event a {', ''],
    [
      'a string over lines',
      'event a { set (b, "x\r\n } ; # y\n"); }',
      'event a{set(b,"x\\r\\n } ; # y\\n");}',
    ],
    ['escapes', 'event a { set (b, "\\"\\\\\\n"); }', 'event a{set(b,"\\"\\\\\\\\n");}'],
    [
      'keywords have no case',
      'METHOD a { IF (b) { SET (c, "d"); } ELSE { Call (e); } }',
      'method a{if(b){set(c,"d");}else{call(e);}}',
    ],
    [
      'else if',
      'event a { if (b) { } else if (c) { } else { } }',
      'event a{if(b){}else if(c){}else{}}'.replace('else if', 'elseif'),
    ],
    ['empty statements', 'event a { ; if (b) { }; set (c, "d");; }', 'event a{if(b){}set(c,"d");}'],
    ['other statements', 'event a { addHeader ("X", "y"); stop (); }', 'event a{addHeader("X","y");stop();}'],
    ['no blanks', 'event a{if(anyOf(b,c)){set(d,"e");}}', 'event a{if(anyOf(b,c)){set(d,"e");}}'],
    ['a byte order mark', '\xef\xbb\xbfevent a { }', 'event a{}'],
  ])('%s', (_, text, said) => {
    expect(says(parse(text))).toBe(said);
  });

  test('places and names', () => {
    const doc = parse('\r\n  event onEhlo { }');
    const [event] = doc.declarations;
    if (event === undefined) throw new Error('no event');
    expect(policyPlace(doc, event)).toEqual({ line: 2, column: 3 });
    expect(samePolicyName(event.name, 'ONEHLO')).toBe(true);
    expect(samePolicyName(event.name, 'onConnect')).toBe(false);
  });
});
