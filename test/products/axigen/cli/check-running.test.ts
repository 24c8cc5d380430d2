import { expect, test } from 'vitest';
import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import { checkRunning } from '../../../../src/products/axigen/cli/check-running.js';
import type { RunningAxigen, SavedAxigen } from '../../../../src/products/axigen/cli/running.js';

const listener = (address: string, max = '200') => ({
  address,
  settings: new Map([['maxconnections', max]]),
});
const client = (priority: string, tls = 'yes') => ({
  settings: new Map([
    ['priority', priority],
    ['allowstarttls', tls],
  ]),
});

const saved: SavedAxigen = {
  listeners: [listener('0.0.0.0:25'), listener('0.0.0.0:465')],
  clients: [client('100'), client('200')],
};
const running: RunningAxigen = {
  listeners: [listener('0.0.0.0:25'), listener('0.0.0.0:465')],
  clients: [client('100'), client('200')],
};
const change: AxigenOperation = { kind: 'change-listener', index: 0, address: '0.0.0.0:25', settings: [] };
const remove: AxigenOperation = { kind: 'remove-listener', index: 1, address: '0.0.0.0:465' };
const add: AxigenOperation = { kind: 'add-client', settings: [['priority', '501']] };
const changeClient: AxigenOperation = { kind: 'change-client', index: 0, priority: '100', settings: [] };
const limit: AxigenOperation = { kind: 'set-service-limits', settings: [] };

interface Case {
  readonly operations: readonly AxigenOperation[];
  readonly saved?: Partial<SavedAxigen>;
  readonly running?: Partial<RunningAxigen>;
}

function check({ operations, saved: file = {}, running: runs = {} }: Case): void {
  checkRunning(operations, { ...saved, ...file }, { ...running, ...runs });
}

test.each<readonly [string, Case]>([
  ['both are the same', { operations: [change, remove, add, changeClient] }],
  [
    'clients differ, and only a listener is touched',
    { operations: [change], running: { clients: [client('100', 'no')] } },
  ],
  [
    'a listener differs that is not touched',
    { operations: [change], running: { listeners: [listener('0.0.0.0:25'), listener('0.0.0.0:465', '7')] } },
  ],
  [
    'a listener without an address goes: it does not run',
    {
      operations: [{ kind: 'remove-listener', index: 2, address: '' }],
      saved: { listeners: [...(saved.listeners ?? []), listener('')] },
    },
  ],
  [
    'the default client is listed',
    { operations: [add], running: { clients: [client('100'), client('200'), client('500')] } },
  ],
])('nothing is against it when %s', (_name, one) => {
  expect(() => check(one)).not.toThrow();
});

test.each<readonly [string, Case, RegExp]>([
  [
    'the touched listener differs',
    { operations: [change], running: { listeners: [listener('0.0.0.0:25', '7'), listener('0.0.0.0:465')] } },
    /maxConnections of the listener 0\.0\.0\.0:25 is 7 as it runs, and 200/,
  ],
  [
    'another listener runs',
    { operations: [change], running: { listeners: [...running.listeners, listener('0.0.0.0:587')] } },
    /The listener 0\.0\.0\.0:587 runs, but/,
  ],
  [
    'a listener of the file does not run',
    { operations: [change], running: { listeners: [] } },
    /does not run/,
  ],
  [
    'two listeners have one address',
    {
      operations: [remove],
      saved: { listeners: [listener('0.0.0.0:25'), listener('0.0.0.0:465'), listener('0.0.0.0:465')] },
    },
    /Two listeners have the address 0\.0\.0\.0:465/,
  ],
  [
    'a listener without an address is changed',
    { operations: [{ kind: 'change-listener', index: 0, address: '', settings: [] }] },
    /A listener has no address/,
  ],
  [
    'two clients have one priority',
    { operations: [changeClient], running: { clients: [client('100'), client('100'), client('200')] } },
    /Two clients have the priority 100/,
  ],
  [
    'the client that is to be added runs already',
    { operations: [add], running: { clients: [...(running.clients ?? []), client('501')] } },
    /The client with the priority 501 runs, but/,
  ],
  [
    'the touched client differs',
    { operations: [changeClient], running: { clients: [client('100', 'no'), client('200')] } },
    /allowStartTLS of the client with the priority 100/,
  ],
  [
    'the limits differ',
    {
      operations: [limit],
      saved: { serviceLimits: { settings: new Map([['peermaxconnections', '20']]) } },
      running: { serviceLimits: new Map([['peermaxconnections', '200']]) },
    },
    /peerMaxConnections of the SMTP-In service/,
  ],
])('it is refused when %s', (_name, one, words) => {
  expect(() => check(one)).toThrow(words);
  expect(() => check(one)).toThrow(expect.objectContaining({ changed: 'nothing' }) as Error);
});

test('clients cannot be changed where the command line has none', () => {
  const listenersOnly = { listeners: running.listeners };
  expect(() => checkRunning([add], saved, listenersOnly)).toThrow(/offers no clients/);
});
