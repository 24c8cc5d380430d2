import { afterEach, describe, expect, test } from 'vitest';
import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import { askCli } from '../../../../src/products/axigen/cli/ask-cli.js';
import { performOperations } from '../../../../src/products/axigen/cli/perform-operations.js';
import type { SavedAxigen } from '../../../../src/products/axigen/cli/running.js';
import { runningDiffers } from '../../../../src/products/axigen/cli/running-differs.js';
import { CliService, type ServiceOptions } from '../../../lab/axigen/cli/cli-service.js';
import { tcp } from '../../../smtp/scripted-server.js';
import { failure } from './performing.js';

/** The lab's AXIGEN, which was written from the manuals by other hands, as the other side. */
let service: CliService | undefined;
afterEach(() => service?.stop());

async function start(options: ServiceOptions = {}) {
  const started = await CliService.start(options);
  service = started;
  const connect = () => tcp(started.port);
  const { password } = CliService;
  return {
    running: started.running,
    ask: () => askCli(connect, { password }),
    perform: (operations: readonly AxigenOperation[], before = saved) =>
      performOperations(connect, { password, operations, before }),
  };
}

const saved: SavedAxigen = {
  listeners: [{ address: '0.0.0.0:25', settings: new Map([['peermaxintervalconnections', '50']]) }],
  clients: undefined,
};

const move: AxigenOperation = {
  kind: 'change-listener',
  index: 0,
  address: '0.0.0.0:25',
  newAddress: '127.0.0.1:2525',
  settings: [
    ['maxIntervalConnections', '0'],
    ['peerMaxConnections', '200'],
    ['peerMaxIntervalConnections', '0'],
  ],
};

const newClient: AxigenOperation = {
  kind: 'add-client',
  settings: [
    ['priority', '501'],
    ['patternIn', '*'],
    ['patternOut', '*'],
    ['allowStartTLS', 'no'],
    ['allowBinaryData', 'no'],
  ],
};

const kinds: readonly ServiceOptions[] = [
  { generation: '10' },
  ...(['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'] as const).map((smtpName) => ({ smtpName })),
  { smtpName: 'smtp', cli: { 'smtp-context': 'SMTP-Receiving' } },
];

describe.each(kinds)('%o', (options) => {
  test('everything that is needed is found', async () => {
    const { ask } = await start(options);
    const evidence = await ask();
    expect(evidence).toMatchObject({
      kind: 'offered',
      missing: [],
      listeners: [{ address: '0.0.0.0:25' }],
    });
    if (evidence.kind !== 'offered') return;
    expect(evidence.listeners[0]?.settings.get('peermaxintervalconnections')).toBe('50');
    expect(evidence.version).toBe(options.generation === '10' ? '10.3.1' : undefined);
    expect(evidence.clients).toEqual(options.generation === '10' ? undefined : []);
    expect(evidence.serviceLimits?.get('peermaxconnections')).toBe(
      options.generation === '10' ? '20' : undefined,
    );
    expect(runningDiffers(saved, evidence)).toEqual([]);
  });

  test('the listener moves, is in force, and is saved', async () => {
    const { perform, running, ask } = await start(options);
    await perform([move]);
    expect(running.addresses).toEqual(['127.0.0.1:2525']);
    expect(running.smtp.listeners[0]).toMatchObject({
      maxIntervalConnections: 0,
      peerMaxConnections: 200,
      peerMaxIntervalConnections: 0,
    });
    expect(running.saved).toBe(running.tree());
    const evidence = await ask();
    if (evidence.kind !== 'offered') throw new Error('it is not offered any more');
    expect(runningDiffers(saved, evidence)).toEqual([
      'The listener 127.0.0.1:2525 runs, but /var/opt/axigen/run/axigen.cfg does not have it.',
      'The listener 0.0.0.0:25 is in /var/opt/axigen/run/axigen.cfg, but does not run.',
    ]);
  });
});

test('generation 1.2: clients are added, then changed', async () => {
  const { perform, ask } = await start({ smtpName: 'smtpIn' });
  await perform([newClient]);
  const settings = new Map([['priority', '501']]);
  const change = {
    kind: 'change-client',
    index: 0,
    priority: '501',
    settings: [['maxDataSize', '2048']],
  } as const;
  await perform([change], { ...saved, clients: [{ settings }] });
  const evidence = await ask();
  if (evidence.kind !== 'offered') throw new Error('it is not offered any more');
  expect(Object.fromEntries(evidence.clients?.[0]?.settings ?? [])).toMatchObject({
    priority: '501',
    patternin: '*',
    allowstarttls: 'no',
    allowbinarydata: 'no',
    maxdatasize: '2048',
  });
});

test('generation 10: the limits of the service', async () => {
  const { perform, ask } = await start({ generation: '10' });
  await perform([{ kind: 'set-service-limits', settings: [['peerMaxIntervalConnections', '0']] }]);
  expect((await ask()) as object).toHaveProperty(
    'serviceLimits',
    expect.objectContaining({ size: expect.any(Number) }),
  );
  const evidence = await ask();
  expect(evidence.kind === 'offered' && evidence.serviceLimits?.get('peermaxintervalconnections')).toBe('0');
});

test('what is missing is named', async () => {
  const { ask, perform, running } = await start({ cli: { without: 'ADD CLIENT, REMOVE LISTENER' } });
  expect(await ask()).toMatchObject({ missing: ['REMOVE Listener', 'ADD Client'] });
  const error = await failure(perform([newClient]));
  expect(error.summary).toContain('ADD Client');
  expect(running.applied).toBe(0);
});

test('a listener that cannot be opened is refused at its COMMIT, and nothing is changed', async () => {
  const { perform, running } = await start();
  running.taken.add('127.0.0.1:2525');
  const error = await failure(perform([move]));
  expect(error.summary).toContain('address in use');
  expect(error.changed).toBe('nothing');
  expect(running.addresses).toEqual(['0.0.0.0:25']);
  expect(running.saved).toBeUndefined();
});

test('a service that hangs up while it saves leaves it open whether it has saved', async () => {
  const { perform, running } = await start({ generation: '10', cli: { 'hang-up-on': 'SAVE CONFIG' } });
  const error = await failure(perform([move]));
  expect(error.changed).toBe('maybe-saved');
  expect(running.addresses).toEqual(['127.0.0.1:2525']);
});

test('a wrong password is tried once, and is not told', async () => {
  const { running } = await start();
  const connect = () => tcp(service?.port ?? 0);
  const evidence = await askCli(connect, { password: 'wrong horse' });
  expect(evidence).toMatchObject({ kind: 'not-usable', answers: true });
  expect(JSON.stringify(evidence)).toMatch(/did not accept the password/);
  expect(JSON.stringify(evidence)).not.toContain('wrong horse');
  expect(service?.log.filter(({ text }) => text === 'authentication failed')).toHaveLength(1);
  expect(running.applied).toBe(0);
});
