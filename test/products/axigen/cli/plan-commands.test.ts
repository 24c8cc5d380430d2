import { expect, test } from 'vitest';
import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import { type CliLayout, objectForms } from '../../../../src/products/axigen/cli/cli-layout.js';
import { commandForms } from '../../../../src/products/axigen/cli/command-form.js';
import { planCommands } from '../../../../src/products/axigen/cli/plan-commands.js';
import type { RunningAxigen, SavedAxigen } from '../../../../src/products/axigen/cli/running.js';

const smtp = commandForms([
  'ADD Listener [address] <address>',
  'UPDATE Listener [address] <address>',
  'REMOVE Listener [address] <address>',
  'ADD Client',
  'UPDATE Client <priority>',
]);
const layout: CliLayout = {
  path: [
    { enter: 'CONFIG SERVER', leave: 'COMMIT' },
    { enter: 'CONFIG SMTP', leave: 'COMMIT' },
  ],
  listener: objectForms(smtp, 'Listener'),
  client: objectForms(smtp, 'Client'),
  accessControl: { enter: 'CONFIG AccessControl', leave: 'DONE' },
  policyScript: false,
  saves: [[]],
};
const none: SavedAxigen = { listeners: [], clients: undefined };

function plan(
  operations: readonly AxigenOperation[],
  { renames = true, saved = none, running = { listeners: [] } as RunningAxigen } = {},
): readonly string[] {
  const contexts = { listener: { leave: 'COMMIT', renames }, client: { leave: 'DONE' } };
  return planCommands({ operations, saved, running, layout, contexts }).map(({ line }) => line);
}

const around = (...lines: readonly string[]) => [
  'CONFIG SERVER',
  'CONFIG SMTP',
  ...lines,
  'COMMIT',
  'COMMIT',
];
const add = (address: string): AxigenOperation => ({
  kind: 'add-listener',
  address,
  settings: [['enable', 'yes']],
});
const remove = (address: string): AxigenOperation => ({ kind: 'remove-listener', index: 0, address });

test('what is new comes first, what goes comes last', () => {
  expect(plan([remove('0.0.0.0:25'), add('127.0.0.1:2525')])).toEqual(
    around(
      'ADD Listener address 127.0.0.1:2525',
      'SET enable yes',
      'COMMIT',
      'REMOVE Listener address 0.0.0.0:25',
    ),
  );
});

test('what holds the port of something new goes first, and is committed on its own', () => {
  expect(plan([add('127.0.0.1:2525'), remove('0.0.0.0:25'), remove('0.0.0.0:2525')])).toEqual([
    'CONFIG SERVER',
    'CONFIG SMTP',
    'REMOVE Listener address 0.0.0.0:2525',
    'COMMIT',
    'CONFIG SMTP',
    'ADD Listener address 127.0.0.1:2525',
    'SET enable yes',
    'COMMIT',
    'REMOVE Listener address 0.0.0.0:25',
    'COMMIT',
    'COMMIT',
  ]);
});

test('where the file has no listeners, the default one is replaced', () => {
  const saved = { listeners: undefined, clients: undefined };
  const running = { listeners: [{ address: '127.0.0.1:25', settings: new Map() }] };
  expect(plan([add('127.0.0.1:2525')], { saved, running })).toEqual(
    around('UPDATE Listener address 127.0.0.1:25', 'SET address 127.0.0.1:2525', 'SET enable yes', 'COMMIT'),
  );
});

test('where there is no SET address, the settings of the old listener go with it', () => {
  const settings = new Map([
    ['address', '0.0.0.0:25'],
    ['enable', 'no'],
    ['idletimeout', '300'],
    ['allowrules', '(x)'],
    ['listenerdomain', ''],
  ]);
  const change: AxigenOperation = {
    kind: 'change-listener',
    index: 0,
    address: '0.0.0.0:25',
    newAddress: '127.0.0.1:2525',
    settings: [['enable', 'yes']],
  };
  const running = { listeners: [{ address: '0.0.0.0:25', settings }] };
  expect(plan([change], { running, renames: false })).toEqual(
    around(
      'ADD Listener address 127.0.0.1:2525',
      'SET idleTimeout 300',
      'SET enable yes',
      'COMMIT',
      'REMOVE Listener address 0.0.0.0:25',
    ),
  );
  const samePort = { ...change, newAddress: '127.0.0.1:25' };
  expect(() => plan([samePort], { running, renames: false })).toThrow(/does not offer SET address/);
});

test('an address that stays is not set again', () => {
  const change = {
    kind: 'change-listener',
    index: 0,
    address: '127.0.0.1:25',
    newAddress: '127.0.0.1:25',
  } as const;
  expect(plan([{ ...change, settings: [['enable', 'yes']] }])).toEqual(
    around('UPDATE Listener address 127.0.0.1:25', 'SET enable yes', 'COMMIT'),
  );
  expect(plan([{ ...change, settings: [] }])).toEqual([]);
});

test('a priority that ADD does not take is set; the verb that leaves is that of the context', () => {
  const settings = [
    ['priority', '501'],
    ['patternIn', 'a b'],
  ] as const;
  expect(plan([{ kind: 'add-client', settings }])).toEqual(
    around('ADD Client', 'SET priority 501', 'SET patternIn "a b"', 'DONE'),
  );
  expect(
    plan([{ kind: 'change-client', index: 0, priority: '501', settings: [['maxDataSize', '5']] }]),
  ).toEqual(around('UPDATE Client 501', 'SET maxDataSize 5', 'DONE'));
});

test('limits of the service', () => {
  expect(plan([{ kind: 'set-service-limits', settings: [['peerMaxConnections', '200']] }])).toEqual(
    around('CONFIG AccessControl', 'SET peerMaxConnections 200', 'DONE'),
  );
});

test('a listener without an address does not run, so there is nothing to remove', () => {
  expect(plan([remove('')])).toEqual([]);
});
