import { afterEach, describe, expect, it } from 'vitest';
import { readQuirks } from '../../../../src/lab/axigen/cli/quirks.js';
import { Terminal } from '../../../../src/lab/axigen/cli/terminal.js';
import type { CommandConnection } from '../../../../src/lab/mail/command-connection.js';
import { CliClient } from './cli-client.js';
import { CliService, type ServiceOptions } from './cli-service.js';

let service: CliService | undefined;

async function login(options: ServiceOptions): Promise<CliClient> {
  service = await CliService.start(options);
  return CliClient.login(service.port);
}

afterEach(() => service?.stop());

describe('a service that departs from its best', () => {
  it('lacks commands, in HELP too', async () => {
    const client = await login({ cli: { without: 'ADD Client, UPDATE CLIENT, SAVE' } });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
    const help = await client.ask('HELP');
    expect(help).not.toMatch(/^(ADD|UPDATE) Client/m);
    expect(help).toMatch(/^REMOVE Client/m);
    expect(await client.ask('ADD Client 501')).toMatch(/^-ERR: unknown command/);
    await client.askAll('BACK', 'BACK', 'ENTER COMMANDS', 'ENTER SERVER');
    expect(await client.ask('SAVE CONFIG')).toMatch(/^-ERR: unknown command/);
  });

  it('closes the connection in the middle of a reply', async () => {
    const client = await login({ cli: { 'hang-up-on': 'commit' } });
    await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING', 'ADD Listener 127.0.0.1:2525');
    const reply = await client.ask('COMMIT');
    expect('+OK: committing changes and switching back to previous context\n').toContain(reply);
    expect(reply).not.toBe('');
    expect(client.closed).toBe(true);
    expect(service?.running.addresses).toEqual(['0.0.0.0:25', '127.0.0.1:2525']);
  });

  it('waits before each reply', async () => {
    const sent: string[] = [];
    const connection: Pick<CommandConnection, 'sendBytes'> = {
      sendBytes: (bytes) => sent.push(bytes.toString()),
    };
    let release: () => void = () => undefined;
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return new Promise<void>((done) => {
        release = done;
      });
    };
    const quirks = readQuirks(new Map([['reply-delay', '300']]));
    const saying = new Terminal(connection as CommandConnection, quirks, wait).say(['+OK: x'], '<#> ');
    expect([waits, sent]).toEqual([[300], []]);
    release();
    await saying;
    expect(sent).toEqual(['+OK: x\r\n<#> ']);
  });

  it('is not served at all with settings that nobody understands', async () => {
    service = await CliService.start({ cli: { wihtout: 'HELP' } });
    const client = await CliClient.open(service.port);
    expect(await client.reply()).toBe('');
    expect(service.log.map(({ text }) => text)).toEqual(['section [cli] of the stand-in has no key wihtout']);
  });
});

describe('a client that departs from its best', () => {
  it('may leave at any prompt and in the middle of an upload', async () => {
    const client = await login({ generation: '10' });
    await client.askAll('CONFIG SERVER', 'UPDATE SmtpFilters');
    client.send('event onConnect {\r\n');
    client.close();
    const again = await CliClient.open(service?.port ?? 0);
    await again.reply();
    await again.ask('USER admin');
    again.close();
    const third = await CliClient.login(service?.port ?? 0);
    expect(await third.ask('HELP')).toMatch(/\+OK: command successful\n<#> $/);
    expect(service?.running.script).toBe('event onConnect {\n}\n');
    expect(service?.log.filter(({ level }) => level < 4)).toEqual([]);
  });

  it('may end its lines with LF alone, and send several at once', async () => {
    const client = await login({});
    client.send('CONFIG SERVER\nCONFIG SMTP-INCOMING\nSHOW ATTR maxErrors\n');
    let seen = '';
    while (!seen.includes('maxErrors')) seen += await client.reply();
    expect(seen).toMatch(/<server#> [\s\S]*<server-smtpIncoming#> [\s\S]*maxErrors = 20/);
  });
});
