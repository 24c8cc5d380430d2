import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Edits, replaceDefaultClient, StandIn } from './stand-in.js';
import { Talk } from './talk.js';

let standIn: StandIn | undefined;
let talks: Talk[] = [];

afterEach(async () => {
  for (const talk of talks) talk.close();
  talks = [];
  await standIn?.stop();
  standIn = undefined;
});

async function start(...config: Edits): Promise<StandIn> {
  standIn = await StandIn.start(config);
  return standIn;
}

async function greeting(port: number, from?: string): Promise<string> {
  const opened = await Talk.greet(port, from);
  talks.push(opened.talk);
  return opened.greeting;
}

const welcome = '220 mail.example.test AXIGEN SMTP ready';
const refused = '421 mail.example.test too many connections';

describe('connection limits', () => {
  test.each<[string, readonly [string, string], readonly [from: string, expected: string][]]>([
    [
      'maxConnections',
      ['maxConnections = 200', 'maxConnections = 2'],
      [
        ['127.0.0.1', welcome],
        ['127.0.0.2', welcome],
        ['127.0.0.3', refused],
      ],
    ],
    [
      'maxIntervalConnections',
      ['maxIntervalConnections = 600', 'maxIntervalConnections = 2'],
      [
        ['127.0.0.1', welcome],
        ['127.0.0.2', welcome],
        ['127.0.0.3', refused],
      ],
    ],
    [
      'peerMaxConnections',
      ['peerMaxConnections = 20', 'peerMaxConnections = 1'],
      [
        ['127.0.0.1', welcome],
        ['127.0.0.1', refused],
        ['127.0.0.2', welcome],
      ],
    ],
    [
      'peerMaxIntervalConnections',
      ['peerMaxIntervalConnections = 50', 'peerMaxIntervalConnections = 1'],
      [
        ['127.0.0.1', welcome],
        ['127.0.0.1', refused],
        ['127.0.0.2', welcome],
      ],
    ],
  ])('%s', async (limit, edit, attempts) => {
    const axigen = await start(edit);
    for (const [from, expected] of attempts) {
      expect([from, await greeting(axigen.smtpPort, from)]).toEqual([from, expected]);
    }
    expect(axigen.log.join('')).toContain(`refused: ${limit} reached`);
  });

  test('a refused connection is closed, and a place that becomes free is given again', async () => {
    const axigen = await start(['maxConnections = 200', 'maxConnections = 1']);
    const first = await Talk.greet(axigen.smtpPort);
    const second = await Talk.greet(axigen.smtpPort);
    expect(await second.talk.rest()).toBe('');
    await first.talk.ask('QUIT');
    await first.talk.rest();
    expect(await greeting(axigen.smtpPort)).toBe(welcome);
  });

  test('as installed the 21st connection of one peer is refused, behind a gateway that is all there is', async () => {
    const axigen = await start();
    for (let count = 1; count <= 20; count += 1) expect(await greeting(axigen.smtpPort)).toBe(welcome);
    expect(await greeting(axigen.smtpPort)).toBe(refused);
  });

  test('idleTimeout', async () => {
    const axigen = await start(['idleTimeout = 300', 'idleTimeout = 1']);
    const { talk } = await Talk.greet(axigen.smtpPort);
    expect(await talk.rest()).toBe('421 mail.example.test timeout expired waiting for data\r\n');
  });

  test('POP3 has its own', async () => {
    const axigen = await start([
      'address = 127.0.0.1:0\n                enable = yes\n                idleTimeout = 300\n                maxConnections = 200\n                maxIntervalConnections = 600\n                timeInterval = 60\n                peerMaxConnections = 20',
      'address = 127.0.0.1:0\n                peerMaxConnections = 1',
    ]);
    expect(await greeting(axigen.pop3Port)).toMatch(/^\+OK /);
    expect(await greeting(axigen.pop3Port)).toBe('-ERR too many connections');
    expect(await greeting(axigen.smtpPort)).toBe(welcome);
  });
});

describe('several listeners', () => {
  const second = '{ address = 127.0.0.3:0 peerMaxConnections = 1 }\n{ address = 127.0.0.4:0 enable = no }\n';

  test('each counts for itself; one that is not enabled is not opened', async () => {
    const axigen = await start(['listeners = (\n', `listeners = (\n${second}`]);
    expect([...axigen.server.ports().keys()]).toEqual([
      'smtp 127.0.0.3:0',
      'smtp 127.0.0.1:0',
      'pop3 127.0.0.1:0',
      'cli 127.0.0.1:0',
    ]);
    expect(await greeting(axigen.smtpPort)).toBe(welcome);
    expect(await greeting(axigen.smtpPort)).toBe(welcome);
  });
});

describe('reload', () => {
  test('listeners come and go, limits and clients change, open connections stay', async () => {
    const axigen = await start();
    const { talk } = await Talk.greet(axigen.smtpPort);
    talks.push(talk);
    const oldPop3 = axigen.pop3Port;
    await axigen.directory.editConfig([
      ['listeners = (\n', 'listeners = (\n{ address = 127.0.0.5:0 }\n'],
      ['peerMaxConnections = 20', 'peerMaxConnections = 1'],
      ['smtpOutgoing pop3 cli)', 'smtpOutgoing)'],
      replaceDefaultClient('allowStartTLS = no'),
    ]);
    await axigen.server.reload();
    expect([...axigen.server.ports().keys()].sort()).toEqual(['smtp 127.0.0.1:0', 'smtp 127.0.0.5:0']);
    expect(await greeting(axigen.smtpPort)).toBe(refused);
    await expect(Talk.open(oldPop3)).rejects.toThrow('ECONNREFUSED');
    expect(await talk.ask('EHLO c')).toContain('STARTTLS');
    await talk.ask('QUIT');
    await talk.rest();
    const next = await Talk.greet(axigen.smtpPort);
    talks.push(next.talk);
    expect(await next.talk.ask('EHLO c')).not.toContain('STARTTLS');
  });

  test('with a mistake in the file nothing changes', async () => {
    const axigen = await start();
    await writeFile(join(axigen.directory.path, 'run', 'axigen.cfg'), 'Server {\n');
    await expect(axigen.server.reload()).rejects.toThrow(
      'axigen.cfg:2: the object opened on line 1 is never closed',
    );
    expect(await greeting(axigen.smtpPort)).toBe(welcome);
  });
});

describe('what stops the start', () => {
  let holder: Server | undefined;
  afterEach(() => {
    holder?.close();
    holder = undefined;
  });

  test('an address that another program holds', async () => {
    const server = createServer();
    holder = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(StandIn.start([['127.0.0.1:0', `127.0.0.1:${port}`]])).rejects.toThrow(
      `cannot open the smtp listener on 127.0.0.1:${port}: listen EADDRINUSE`,
    );
  });

  test.each<[string, Edits, Edits, RegExp]>([
    [
      'a mistake in axigen.cfg',
      [['    pop3 = {', '    pop3 {']],
      [],
      /run\/axigen\.cfg:\d+: expected "=" after "pop3"/,
    ],
    [
      'a value out of range',
      [['timeInterval = 60', 'timeInterval = 1']],
      [],
      /run\/axigen\.cfg:\d+: timeInterval takes/,
    ],
    [
      'a mistake in the policy',
      [],
      [['"all");', '"all")']],
      /filters\/smtpFilters\.script:\d+: expected ";"/,
    ],
    [
      'a policy file that is missing',
      [['smtpFilters.script"\n\n', 'other.script"\n\n']],
      [],
      /cannot read: ENOENT.*other\.script/,
    ],
  ])('%s', async (_, config, policy, message) => {
    await expect(StandIn.start(config, policy)).rejects.toThrow(message);
  });
});
