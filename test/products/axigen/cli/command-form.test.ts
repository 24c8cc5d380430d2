import { expect, test } from 'vitest';
import { type CommandForm, commandForms } from '../../../../src/products/axigen/cli/command-form.js';
import {
  commandText,
  namedBy,
  quoted,
  setCommand,
} from '../../../../src/products/axigen/cli/command-text.js';

function formOf(line: string): CommandForm {
  const [form] = commandForms([line]);
  if (form === undefined) throw new Error(`no form in ${line}`);
  return form;
}

const address = { keyword: 'address', name: 'address', required: true };

test.each<readonly [string, CommandForm | undefined]>([
  ['BACK - cancels any changes made', { verb: 'BACK', object: '', parameters: [] }],
  ['ADD Listener [address] <address> - adds one', { verb: 'ADD', object: 'Listener', parameters: [address] }],
  [
    '  \u2022 ADD Listener address <address> \u2013 adds',
    { verb: 'ADD', object: 'Listener', parameters: [address] },
  ],
  [
    'add listener address ADDRESS',
    { verb: 'ADD', object: 'listener', parameters: [{ ...address, name: 'ADDRESS' }] },
  ],
  [
    'UPDATE Client <priority>',
    {
      verb: 'UPDATE',
      object: 'Client',
      parameters: [{ keyword: undefined, name: 'priority', required: true }],
    },
  ],
  [
    'SAVE CONFIG [<path>] - saves',
    { verb: 'SAVE', object: 'CONFIG', parameters: [{ keyword: undefined, name: 'path', required: false }] },
  ],
  [
    'SET [maxErrors <maxErrors>] - sets the max no. of wrong commands',
    { verb: 'SET', object: '', parameters: [{ keyword: 'maxErrors', name: 'maxErrors', required: false }] },
  ],
  [
    'SET enable yes|no - enables',
    { verb: 'SET', object: 'enable', parameters: [{ keyword: 'yes|no', name: 'yes|no', required: true }] },
  ],
  ['CONFIG SMTP-INCOMING', { verb: 'CONFIG', object: 'SMTP-INCOMING', parameters: [] }],
  ['The commands available for the Server context are:', undefined],
  ['EXIT/QUIT - exits the command line', undefined],
  ['', undefined],
])('%s', (line, expected) => {
  expect(commandForms([line])[0]).toEqual(expected);
});

test('several names in one line are several forms', () => {
  expect(commandForms(['CONFIG SMTP-IN|SMTP-OUT - enters']).map(({ object }) => object)).toEqual([
    'SMTP-IN',
    'SMTP-OUT',
  ]);
});

test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
  ['ADD Listener [address] <address>', { address: '127.0.0.1:2525' }, 'ADD Listener address 127.0.0.1:2525'],
  ['SHOW Listener <address> [ATTR <param>]', { address: '[::1]:25' }, 'SHOW Listener "[::1]:25"'],
  ['ADD Client', { priority: '501' }, 'ADD Client'],
  ['ADD Client name <name> priority <prio>', { priority: '501' }, undefined],
  ['ADD Client [name <name>] priority <prio>', { priority: '501' }, 'ADD Client priority 501'],
])('%s is filled in', (line, values, expected) => {
  expect(commandText(formOf(line), new Map(Object.entries(values)))).toBe(expected);
});

test.each([
  ['yes', 'yes'],
  ['*', '*'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['', '""'],
  ['a b', '"a b"'],
  ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
  ["it's", '"it\'s"'],
])('the value %s', (value, expected) => {
  expect(quoted(value)).toBe(expected);
  expect(setCommand('patternIn', value)).toBe(`SET patternIn ${expected}`);
});

test('a form takes the settings that it names', () => {
  expect([...namedBy(formOf('ADD Client [Priority] <prio>'))]).toEqual(['priority', 'prio']);
});
