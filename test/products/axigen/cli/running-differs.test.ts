import { expect, test } from 'vitest';
import type { RunningAxigen, SavedAxigen } from '../../../../src/products/axigen/cli/running.js';
import { runningDiffers } from '../../../../src/products/axigen/cli/running-differs.js';

const file = '/var/opt/axigen/run/axigen.cfg';
type Settings = Readonly<Record<string, string>>;

function listener(address: string, settings: Settings = {}) {
  return { address, settings: new Map(Object.entries(settings)) };
}

function client(settings: Settings) {
  return { settings: new Map(Object.entries(settings)) };
}

const limits = (settings: Settings) => new Map(Object.entries(settings));

test.each<readonly [string, SavedAxigen, RunningAxigen, readonly string[]]>([
  [
    'the same in other words',
    { listeners: [listener('127.0.0.1:25', { enable: 'Yes', maxconnections: '200' })], clients: undefined },
    { listeners: [listener('127.0.0.1:25', { enable: 'yes', maxconnections: '200', idletimeout: '300' })] },
    [],
  ],
  [
    'no listeners in the file: the default one counts',
    { listeners: undefined, clients: undefined },
    { listeners: [listener('127.0.0.1:25', { enable: 'yes' })] },
    [],
  ],
  [
    'a listener without an address, and a second one with the same, which AXIGEN ignores',
    {
      listeners: [
        listener('0.0.0.0:25', { enable: 'yes' }),
        listener(''),
        listener('0.0.0.0:25', { enable: 'no' }),
      ],
      clients: undefined,
    },
    { listeners: [listener('0.0.0.0:25', { enable: 'yes' })] },
    [],
  ],
  [
    'a listener on either side only',
    { listeners: [listener('0.0.0.0:25')], clients: undefined },
    { listeners: [listener('0.0.0.0:587')] },
    [
      `The listener 0.0.0.0:587 runs, but ${file} does not have it.`,
      `The listener 0.0.0.0:25 is in ${file}, but does not run.`,
    ],
  ],
  [
    'a setting',
    {
      listeners: [listener('0.0.0.0:25', { maxconnections: '100', listenerdomain: 'x' })],
      clients: undefined,
    },
    { listeners: [listener('0.0.0.0:25', { maxconnections: '200', listenerdomain: '' })] },
    [
      `maxConnections of the listener 0.0.0.0:25 is 200 as it runs, and 100 in ${file}.`,
      `listenerDomain of the listener 0.0.0.0:25 is (empty) as it runs, and x in ${file}.`,
    ],
  ],
  [
    'clients',
    {
      listeners: [],
      clients: [client({ priority: '100', allowstarttls: 'no' }), client({ priority: '200' })],
    },
    {
      listeners: [],
      clients: [client({ priority: '100', allowstarttls: 'yes' }), client({ priority: '501' })],
    },
    [
      `The client with the priority 501 runs, but ${file} does not have it.`,
      `The client with the priority 200 is in ${file}, but does not run.`,
      `allowStartTLS of the client with the priority 100 is yes as it runs, and no in ${file}.`,
    ],
  ],
  [
    'a client that was committed into a file without any',
    { listeners: [], clients: undefined },
    { listeners: [], clients: [client({ priority: '501' })] },
    [`The client with the priority 501 runs, but ${file} does not have it.`],
  ],
  [
    'the default client that no file has',
    { listeners: [], clients: [] },
    { listeners: [], clients: [client({ priority: '500', patternin: '*', patternout: '*' })] },
    [],
  ],
  [
    'a client at the place of the default one that is not like it',
    { listeners: [], clients: [] },
    { listeners: [], clients: [client({ priority: '500', patternin: '10.*', patternout: '*' })] },
    [`The client with the priority 500 runs, but ${file} does not have it.`],
  ],
  [
    'clients are not looked at where the command line has none',
    { listeners: [], clients: [client({ priority: '100' })] },
    { listeners: [] },
    [],
  ],
  [
    'limits of the service',
    {
      listeners: [],
      clients: undefined,
      serviceLimits: { settings: limits({ peermaxconnections: '20', timeinterval: '60' }) },
    },
    { listeners: [], serviceLimits: limits({ peermaxconnections: '200', timeinterval: '60' }) },
    [`peerMaxConnections of the SMTP-In service is 200 as it runs, and 20 in ${file}.`],
  ],
  [
    'text of a server is safe to show',
    { listeners: [], clients: undefined },
    { listeners: [listener('\u001b[2J:25')] },
    [`The listener \\x1b[2J:25 runs, but ${file} does not have it.`],
  ],
])('%s', (_name, saved, running, expected) => {
  expect(runningDiffers(saved, running)).toEqual(expected);
});
