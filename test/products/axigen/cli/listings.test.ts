import { expect, test } from 'vitest';
import {
  listedAddresses,
  listedNumbers,
  shownSettings,
} from '../../../../src/products/axigen/cli/listings.js';

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['bare rows', ['127.0.0.1:2525 | yes   ', '0.0.0.0:465       | no    '], ['127.0.0.1:2525', '0.0.0.0:465']],
  [
    'headings and a summary',
    ['The listeners of SMTP:', '', '----', 'address | enable', '----', '0.0.0.0:25 | yes', '', '1 listener'],
    ['0.0.0.0:25'],
  ],
  ['a frame', ['| address    | enable |', '| 0.0.0.0:25 | yes    |'], ['0.0.0.0:25']],
  ['columns of blanks', ['address          enable', '[::]:25          yes'], ['[::]:25']],
  ['one column', ['mail.example.com:25'], ['mail.example.com:25']],
  ['none', ['The listeners:', 'address | enable', ''], []],
])('addresses: %s', (_name, lines, expected) => {
  expect(listedAddresses(lines)).toEqual(expected);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['bare rows', ['501 | *', '600 | 10.*'], ['501', '600']],
  ['a heading', ['The 2 clients:', 'priority | patternIn', '---', '501 | *', '', '(1)'], ['501']],
  ['another order', ['patternIn | priority', '10 | 501', '* | 7'], ['501', '7']],
  ['none', ['priority | patternIn'], []],
])('priorities: %s', (_name, lines, expected) => {
  expect(listedNumbers(lines, 'priority')).toEqual(expected);
});

test('settings are what is "name = value"', () => {
  const lines = [
    'Listener 0.0.0.0:25:',
    '--------',
    'address = 0.0.0.0:25',
    '  maxConnections=200  ',
    'listenerDomain = "a \\"b\\""',
    'allowRules = ',
    'types = (plain login)',
    '',
  ];
  expect(Object.fromEntries(shownSettings(lines))).toEqual({
    address: '0.0.0.0:25',
    maxconnections: '200',
    listenerdomain: 'a "b"',
    allowrules: '',
    types: '(plain login)',
  });
});
