import { afterEach, describe, expect, it } from 'vitest';
import { CliClient } from './cli-client.js';
import { CliService, type ServiceOptions } from './cli-service.js';

let service: CliService | undefined;
const ok = '+OK: command successful';
const committed = '+OK: committing changes and switching back to previous context';

/** At the incoming SMTP service's context. */
async function enter(options: ServiceOptions = {}): Promise<{ client: CliClient; service: CliService }> {
  service = await CliService.start(options);
  const client = await CliClient.login(service.port);
  await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
  return { client, service };
}

afterEach(() => service?.stop());

describe.each(['1.2', '10'] as const)('listeners in generation %s', (generation) => {
  it('are listed under five lines of heading', async () => {
    const { client } = await enter({ generation });
    const lines = (await client.ask('LIST Listeners')).split('\n');
    expect(lines.slice(5)).toEqual(['0.0.0.0:25 | yes', '', ok, '<server-smtpIncoming#> ']);
    expect(lines[3]).toBe('address    | enable');
  });

  it('are shown under two lines of heading, with the defaults of what is not set', async () => {
    const { client } = await enter({ generation });
    const lines = (await client.ask('SHOW Listener address 0.0.0.0:25')).split('\n');
    expect(lines.slice(2, -3)).toEqual([
      'address = 0.0.0.0:25',
      'enable = yes',
      'idleTimeout = 300',
      'maxConnections = 200',
      'maxIntervalConnections = 600',
      'timeInterval = 60',
      'peerMaxConnections = 20',
      'peerMaxIntervalConnections = 50',
      'peerTimeInterval = 60',
    ]);
    expect(lines.slice(-3)).toEqual(['', ok, '<server-smtpIncoming#> ']);
    expect(await client.ask('show listener 0.0.0.0:25 attr TIMEINTERVAL')).toBe(
      `timeInterval = 60\n${ok}\n<server-smtpIncoming#> `,
    );
  });

  it('are added and removed as the manual does it, each at its COMMIT', async () => {
    const { client, service } = await enter({ generation });
    const { running } = service;
    expect(await client.ask('ADD Listener address 127.0.0.1:2525')).toBe(
      `${ok}\n<server-smtpIncoming-listener#> `,
    );
    await client.askAll('SET enable yes', 'SET maxIntervalConnections 0', 'SET peerMaxConnections "200"');
    expect(running.addresses).toEqual(['0.0.0.0:25']);
    expect(await client.ask('COMMIT')).toBe(`${committed}\n<server-smtpIncoming#> `);
    expect(running.addresses).toEqual(['0.0.0.0:25', '127.0.0.1:2525']);
    expect(running.smtp.listeners[1]).toMatchObject({ maxIntervalConnections: 0, peerMaxConnections: 200 });
    await client.ask('REMOVE Listener 0.0.0.0:25');
    expect(running.addresses).toHaveLength(2);
    expect(await client.ask('COMMIT')).toBe(`${committed}\n<server#> `);
    expect(running.addresses).toEqual(['127.0.0.1:2525']);
    expect(running.saved).toBeUndefined();
  });

  it('take another address only in UPDATE', async () => {
    const { client, service } = await enter({ generation });
    await client.ask('ADD Listener 127.0.0.1:2525');
    expect(await client.ask('SET address 127.0.0.1:26')).toMatch(/^-ERR: address cannot be set here\n/);
    await client.askAll('BACK', 'UPDATE Listener address 0.0.0.0:25', 'SET ADDRESS 127.0.0.1:2525', 'COMMIT');
    expect(service.running.addresses).toEqual(['127.0.0.1:2525']);
    expect(service.running.smtp.listeners[0]?.peerMaxIntervalConnections).toBe(50);
  });

  it('are as before after BACK, and after RESET', async () => {
    const { client, service } = await enter({ generation });
    await client.askAll('ADD Listener 127.0.0.1:2525', 'BACK', 'REMOVE Listener 0.0.0.0:25', 'BACK');
    await client.askAll(
      'CONFIG SMTP-INCOMING',
      'UPDATE Listener 0.0.0.0:25',
      'SET maxConnections 7',
      'RESET',
      'COMMIT',
    );
    expect(await client.askAll('REMOVE Listener 0.0.0.0:25', 'RESET', 'COMMIT')).toBe(
      `${committed}\n<server#> `,
    );
    expect(service.running.addresses).toEqual(['0.0.0.0:25']);
    expect(service.running.smtp.listeners[0]?.maxConnections).toBe(200);
    expect(service.running.applied).toBe(0);
  });

  it('that were committed stay when the service around them is left by BACK', async () => {
    const { client, service } = await enter({ generation });
    await client.askAll(
      'ADD Listener 127.0.0.1:2525',
      'COMMIT',
      'REMOVE Listener 0.0.0.0:25',
      'BACK',
      'BACK',
    );
    expect(service.running.addresses).toEqual(['0.0.0.0:25', '127.0.0.1:2525']);
  });

  it('may be given attributes at once, and are no change when none is made', async () => {
    const { client, service } = await enter({ generation });
    await client.askAll('UPDATE Listener 0.0.0.0:25', 'COMMIT');
    expect(service.running.applied).toBe(0);
    await client.askAll('ADD Listener address 127.0.0.1:2525 enable no', 'COMMIT');
    expect(service.running.smtp.listeners[1]?.enable).toBe(false);
  });

  it.each([
    ['SHOW Listener 10.0.0.1:25', 'no such listener: 10.0.0.1:25'],
    ['UPDATE Listener 10.0.0.1:25', 'no such listener: 10.0.0.1:25'],
    ['REMOVE Listener address 10.0.0.1:25', 'no such listener: 10.0.0.1:25'],
    ['ADD Listener address 0.0.0.0:25', 'a listener with address 0.0.0.0:25 exists already'],
    ['ADD Listener', 'missing parameter address'],
    ['ADD Listener address everywhere', '"everywhere" is not an address and a port, such as 127.0.0.1:25'],
    ['ADD Listener 127.0.0.1:2525 speed 9', 'unknown attribute "speed"'],
    ['SHOW Listener 0.0.0.0:25 ATTR speed', 'unknown attribute "speed"'],
    ['SET maxErrors', 'missing value for maxErrors'],
    ['SET', 'missing parameter'],
    ['SET speed 9', 'unknown attribute "speed"'],
    ['SET maxErrors many', 'maxErrors takes a whole number from 1 to 100000, not "many"'],
    ['SET maxErrors "9', 'missing "'],
    ['LIST Rules', 'unknown command'],
    ['CONFIG SERVER', 'unknown command'],
  ])('%s is refused', async (command, reason) => {
    const { client, service } = await enter({ generation });
    expect(await client.ask(command)).toBe(`-ERR: ${reason}\n<server-smtpIncoming#> `);
    await client.askAll('COMMIT');
    expect(service.running.applied).toBe(0);
  });

  it.each([
    ['maxConnections 0', 'maxConnections takes a whole number from 1 to 2048, not "0"'],
    ['peerMaxConnections 2049', 'peerMaxConnections takes a whole number from 1 to 2048, not "2049"'],
    ['timeInterval 29', 'timeInterval takes a whole number from 30 to 86400, not "29"'],
    ['enable maybe', 'enable takes yes or no, not "maybe"'],
    ['address 127.0.0.1', 'address takes an address and a port, such as 127.0.0.1:25, not "127.0.0.1"'],
  ])('SET %s is refused, and what was there stays', async (pair, reason) => {
    const { client } = await enter({ generation });
    await client.ask('UPDATE Listener 0.0.0.0:25');
    expect(await client.ask(`SET ${pair}`)).toBe(`-ERR: ${reason}\n<server-smtpIncoming-listener#> `);
    expect(await client.ask(`SHOW ATTR ${pair.split(' ')[0]}`)).not.toContain(
      `${pair.replace(' ', ' = ')}\n`,
    );
  });

  it('that cannot be opened are refused at COMMIT, where they can be mended or given up', async () => {
    const { client, service } = await enter({ generation });
    service.running.taken.add('127.0.0.1:2525');
    await client.ask('ADD Listener 127.0.0.1:2525');
    expect(await client.ask('COMMIT')).toBe(
      '-ERR: cannot open the smtp listener on 127.0.0.1:2525: address in use\n<server-smtpIncoming-listener#> ',
    );
    expect(service.running.addresses).toEqual(['0.0.0.0:25']);
    expect(await client.ask('BACK')).toMatch(/^\+OK: .*\n<server-smtpIncoming#> $/);
  });

  it('that somebody else added or removed in the meantime are refused at COMMIT', async () => {
    const { client, service } = await enter({ generation });
    const other = await CliClient.login(service.port);
    await other.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    await client.ask('ADD Listener 127.0.0.1:2525');
    await other.askAll('ADD Listener 127.0.0.1:2525', 'COMMIT');
    expect(await client.ask('COMMIT')).toMatch(
      /^-ERR: a listener with address 127\.0\.0\.1:2525 exists already\n/,
    );
    await client.askAll('BACK', 'UPDATE Listener 127.0.0.1:2525', 'SET enable no');
    await other.askAll('REMOVE Listener 127.0.0.1:2525', 'COMMIT');
    expect(await client.ask('COMMIT')).toMatch(/^-ERR: no such listener: 127\.0\.0\.1:2525\n/);
  });

  it('count even when the configuration has none: the one by default is kept beside a new one', async () => {
    const { client, service } = await enter({ generation, smtp: 'logLevel = 15' });
    expect(await client.ask('LIST Listeners')).toContain('\n127.0.0.1:25 | yes\n');
    await client.askAll('ADD Listener 127.0.0.1:2525', 'COMMIT');
    expect(service.running.addresses).toEqual(['127.0.0.1:25', '127.0.0.1:2525']);
  });

  it('of POP3 are configured in the same way', async () => {
    const { client } = await enter({ generation });
    await client.askAll('BACK', 'CONFIG POP3');
    expect(await client.ask('LIST Listeners')).toContain('\n127.0.0.1:110 | yes\n');
    expect(await client.ask('LIST Clients')).toBe('-ERR: unknown command\n<server-pop3#> ');
  });
});

describe('the service itself', () => {
  it('has attributes of its own, which wait for COMMIT', async () => {
    const { client, service } = await enter();
    await client.ask('SET maxErrors 9 loglevel 31');
    expect(await client.ask('SHOW')).toContain(
      '\nmaxErrors = 9\nmaxAuthErrors = 5\nlogLevel = 31\nmaxReceivedHeaders = 30\n',
    );
    expect(service.running.smtp.maxErrors).toBe(20);
    await client.ask('COMMIT');
    expect(service.running.smtp).toMatchObject({ maxErrors: 9, logLevel: 31 });
  });

  it('shows what the stand-in has no use for, and leaves it alone', async () => {
    const { client, service } = await enter({
      smtp: 'logHost = 127.0.0.1:2000\nlisteners = ({\naddress = 0.0.0.0:25\nsslEnable = no\n})',
    });
    expect(await client.ask('SHOW')).toContain('\nlogHost = 127.0.0.1:2000\n');
    expect(await client.ask('SHOW Listener 0.0.0.0:25')).toContain('\nsslEnable = no\n');
    await client.askAll('UPDATE Listener 0.0.0.0:25', 'SET enable no', 'COMMIT', 'SET maxErrors 9', 'COMMIT');
    await client.ask('CONFIG SMTP-INCOMING');
    expect(await client.ask('SHOW')).toContain('\nlogHost = 127.0.0.1:2000\n');
    expect(await client.ask('SHOW Listener 0.0.0.0:25')).toContain('\nsslEnable = no\n');
    expect(service.running.smtp.listeners[0]?.enable).toBe(false);
  });
});
