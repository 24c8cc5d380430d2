import { afterEach, describe, expect, it } from 'vitest';
import { CliClient } from './cli-client.js';
import { CliService, type ServiceOptions } from './cli-service.js';

let service: CliService | undefined;
const ok = '+OK: command successful';
const withListener = 'listeners = ({\naddress = 127.0.0.1:2525\n})';

async function login(options: ServiceOptions = {}): Promise<{ client: CliClient; service: CliService }> {
  service = await CliService.start(options);
  return { client: await CliClient.login(service.port), service };
}

afterEach(() => service?.stop());

describe('generation 1.2', () => {
  it.each([
    ['smtpIncoming', 'SMTP-INCOMING', 'SMTP-OUTGOING'],
    ['smtpIn', 'SMTP-IN', 'SMTP-OUT'],
    ['smtp-in', 'SMTP-IN', 'SMTP-OUT'],
    ['smtp', 'SMTP', undefined],
  ] as const)(
    'with the object %s tells by HELP that the context is %s',
    async (smtpName, incoming, outgoing) => {
      const { client } = await login({ smtpName });
      await client.ask('CONFIG SERVER');
      const help = await client.ask('HELP');
      const contexts = [...help.matchAll(/^CONFIG (SMTP\S*) /gm)].map((found) => found[1]);
      expect(contexts).toEqual(outgoing === undefined ? [incoming] : [incoming, outgoing]);
      expect(await client.ask(`CONFIG ${incoming}`)).toBe(`${ok}\n<server-${smtpName}#> `);
      expect(await client.ask('LIST Listeners')).toContain('\n0.0.0.0:25 | yes\n');
      if (outgoing === undefined) return;
      await client.askAll('BACK', `CONFIG ${outgoing}`);
      expect(await client.ask('LIST Listeners')).toMatch(/^-ERR: unknown command\n<server-smtp-?out/i);
    },
  );

  it('may call the context as the lab wants it', async () => {
    const { client } = await login({ cli: { 'smtp-context': 'SMTPSRV' } });
    expect(await client.askAll('CONFIG SERVER', 'CONFIG SMTPSRV')).toBe(`${ok}\n<server-smtpIncoming#> `);
  });

  it('is saved under commands and server, and nowhere else', async () => {
    const { client, service } = await login();
    expect(await client.ask('SAVE CONFIG')).toBe('-ERR: unknown command\n<#> ');
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING', 'ADD Listener 127.0.0.1:2525', 'COMMIT');
    expect(await client.ask('SAVE CONFIG')).toBe('-ERR: unknown command\n<server-smtpIncoming#> ');
    await client.askAll('COMMIT', 'COMMIT');
    expect(service.running.saved).toBeUndefined();
    expect(await client.ask('ENTER commands')).toBe(`${ok}\n<commands#> `);
    expect(await client.ask('ENTER server')).toBe(`${ok}\n<commands-server#> `);
    expect(await client.ask('SAVE CONFIG')).toBe(`${ok}\n<commands-server#> `);
    expect(service.running.saved).toBe(service.running.tree());
    expect(await client.askAll('BACK', 'BACK')).toBe('+OK: switching back to previous context\n<#> ');
  });

  it.each(['clients', 'smtpClients'])('has clients, in the set %s', async (clientsName) => {
    const { client, service } = await login({ clientsName });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    expect(await client.ask('ADD Client priority 501')).toBe(`${ok}\n<server-smtpIncoming-client#> `);
    expect(await client.ask('COMMIT')).toBe('-ERR: patternIn must be set\n<server-smtpIncoming-client#> ');
    await client.askAll("SET patternIn '*'", 'SET patternOut "*"', 'SET allowStartTLS no allowBinaryData no');
    await client.ask('SET plainConnAuthTypes (plain login)');
    expect(service.running.smtp.clients).toEqual([]);
    await client.ask('COMMIT');
    expect(service.running.smtp.clients).toMatchObject([
      {
        priority: 501,
        patternIn: '*',
        patternOut: '*',
        allowStartTLS: false,
        plainConnAuthTypes: ['plain', 'login'],
      },
    ]);
    expect((await client.ask('LIST Clients')).split('\n').slice(5)).toEqual([
      '501      | *',
      '',
      ok,
      '<server-smtpIncoming#> ',
    ]);
    expect(await client.ask('SHOW Client 501')).toContain('\nallowBinaryData = no\nallow8bitMime = yes\n');
    await client.askAll('UPDATE Client 501', 'SET allow8bitMime no', 'COMMIT');
    expect(service.running.smtp.clients[0]?.allow8bitMime).toBe(false);
    await client.askAll('REMOVE Client priority 501', 'COMMIT');
    expect(service.running.smtp.clients).toEqual([]);
  });

  it('names a client by its priority, and refuses where that is not enough', async () => {
    const twins =
      'clients = (\n{\npatternIn = a\npatternOut = *\n}\n{\npriority = 500\npatternIn = b\npatternOut = *\n}\n)';
    const { client } = await login({ smtp: `${withListener}\n${twins}` });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    expect(await client.ask('LIST Clients')).toContain('\n500      | a\n500      | b\n');
    expect(await client.ask('UPDATE Client 500')).toMatch(/^-ERR: more than one client has priority 500\n/);
    expect(await client.ask('ADD Client 500')).toMatch(/^-ERR: a client with priority 500 exists already\n/);
    expect(await client.ask('ADD Client high')).toMatch(/^-ERR: "high" is not a priority\n/);
    expect(await client.ask('ADD Client 1001')).toMatch(
      /^-ERR: priority takes a whole number from 1 to 1000/,
    );
  });

  it('has neither AccessControl nor the policy script', async () => {
    const { client } = await login();
    expect(await client.askAll('CONFIG SERVER', 'SHOW SmtpFilters')).toMatch(/^-ERR: unknown command/);
    expect(await client.askAll('CONFIG SMTP-INCOMING', 'CONFIG AccessControl')).toMatch(
      /^-ERR: unknown command/,
    );
  });
});

describe('generation X', () => {
  it('saves in the first context, in the server and in the service', async () => {
    const { client, service } = await login({ generation: '10' });
    await client.askAll('SAVE CONFIG', 'CONFIG SERVER', 'SAVE Config', 'CONFIG SMTP-INCOMING');
    expect(await client.ask('save config "/tmp/a b"')).toBe(`${ok}\n<server-smtpIncoming#> `);
    expect(service.running.savedTo).toEqual([undefined, undefined, '/tmp/a b']);
    expect(await client.askAll('BACK', 'BACK', 'ENTER COMMANDS')).toBe('-ERR: unknown command\n<#> ');
  });

  it('has no clients', async () => {
    const { client } = await login({ generation: '10' });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    expect(await client.ask('HELP')).not.toContain('Client');
    expect(await client.ask('ADD Client 501')).toMatch(/^-ERR: unknown command/);
  });

  it('limits the service in AccessControl, in force when the service is committed', async () => {
    const { client, service } = await login({ generation: '10' });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    expect(await client.ask('CONFIG AccessControl')).toBe(`${ok}\n<server-smtpIncoming-accessControl#> `);
    expect(await client.ask('COMMIT')).toMatch(/^-ERR: unknown command/);
    expect(await client.ask('SET peerMaxConnections 0')).toMatch(/^-ERR: peerMaxConnections takes/);
    await client.askAll('SET peerMaxConnections 200', 'SET peerMaxIntervalConnections 0', 'DONE');
    expect(service.running.smtp.limits.peerMaxConnections).toBe(20);
    await client.ask('COMMIT');
    expect(service.running.smtp.limits).toMatchObject({
      peerMaxConnections: 200,
      peerMaxIntervalConnections: 0,
    });
    await client.askAll(
      'CONFIG SMTP-INCOMING',
      'CONFIG AccessControl',
      'SET maxConnections 7',
      'BACK',
      'COMMIT',
    );
    expect(service.running.smtp.limits.maxConnections).toBe(200);
  });

  it('shows the policy script and takes another, ended by a lone dot', async () => {
    const { client, service } = await login({ generation: '10' });
    await client.ask('CONFIG SERVER');
    expect(await client.ask('SHOW SmtpFilters')).toBe(`event onConnect {\n}\n${ok}\n<server#> `);
    expect(await client.ask('UPDATE SmtpFilters')).toMatch(/^\+OK: .*\n$/);
    expect(await client.ask('event onEhlo {\r\n..stuffed\r\n}\r\n.')).toBe(`${ok}\n<server#> `);
    expect(service.running.script).toBe('event onEhlo {\n.stuffed\n}\n');
    await client.ask('UPDATE SmtpFilters');
    expect(await client.ask('nonsense\r\n.')).toBe('-ERR: cannot be used\n<server#> ');
    expect(service.running.script).toContain('stuffed');
  });
});
