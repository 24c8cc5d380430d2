import { afterEach, describe, expect, it } from 'vitest';
import { CliClient } from './cli-client.js';
import { CliService, type ServiceOptions } from './cli-service.js';

let service: CliService | undefined;

async function start(options: ServiceOptions = {}): Promise<CliService> {
  service = await CliService.start(options);
  return service;
}

afterEach(() => service?.stop());

describe('the login', () => {
  it('greets, and goes from the name to the password to the first context', async () => {
    const client = await CliClient.open((await start()).port);
    const greeting = await client.reply();
    expect(greeting).toContain("Welcome to AXIGEN's Command Line Interface");
    expect(greeting).toMatch(/You must login first\.[^\n]*\n<login> $/);
    await client.ask('set console-codes OFF');
    expect(await client.ask('user admin')).toBe('<password> ');
    expect(await client.ask(CliService.password)).toBe(
      'For a list of available commands, type HELP\n+OK: Authentication successful\n<#> ',
    );
    expect(await client.ask('EXIT')).toBe('+OK: have a nice day\n');
  });

  it('hides the password by console codes and telnet commands until they are off', async () => {
    const client = await CliClient.open((await start()).port);
    expect(await client.reply()).toContain('\x1b[1m');
    expect(await client.ask('USER admin')).toBe('<password> \x1b[8m\xff\xfb\x01');
    // As a telnet client answers: IAC DO ECHO, in front of the password.
    expect(await client.ask(`\xff\xfd\x01${CliService.password}`)).toMatch(
      /^\xff\xfc\x01\x1b\[0m\n[^\n]*\n\+OK: Authentication successful\n<#> $/,
    );
  });

  it('says only what is needed when QUIET is on', async () => {
    const client = await CliClient.open((await start({ generation: '10' })).port);
    await client.reply();
    await client.askAll('SET CONSOLE-CODES off', 'SET QUIET on', 'USER admin');
    expect(await client.ask(CliService.password)).toBe('+OK: Authentication successful\n<#> ');
    expect(await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING', 'LIST Listeners')).toBe(
      '0.0.0.0:25 | yes\n+OK: command successful\n<server-smtpIncoming#> ',
    );
  });

  it.each([
    ['10', '10.3.1|Linux|x86_64\n+OK: command successful\n<login> '],
    ['1.2', '-ERR: unknown command\n<login> '],
  ] as const)(
    'tells its version in generation %s, or does not know the command',
    async (generation, reply) => {
      const client = await CliClient.open((await start({ generation })).port);
      await client.reply();
      expect(await client.ask('GET VERSION')).toBe(reply);
    },
  );

  it('shows its options', async () => {
    const client = await CliClient.open((await start()).port);
    await client.reply();
    await client.ask('SET CONSOLE-CODES off');
    expect(await client.ask('SHOW')).toBe(
      'CONSOLE-CODES = off\nQUIET = off\n+OK: command successful\n<login> ',
    );
    expect(await client.ask('SET QUIET perhaps')).toBe('-ERR: QUIET takes on or off\n<login> ');
  });

  it('has nothing else to offer', async () => {
    const client = await CliClient.open((await start()).port);
    await client.reply();
    expect(await client.ask('CONFIG SERVER')).toBe('-ERR: unknown command\n<login> ');
    expect(await client.ask('BACK')).toBe('-ERR: unknown command\n<login> ');
    expect(await client.ask('')).toBe('<login> ');
  });

  it('refuses a wrong name and a wrong password alike, and closes after more than maxAuthErrors', async () => {
    const { port, log } = await start();
    const client = await CliClient.open(port);
    await client.reply();
    await client.ask('SET CONSOLE-CODES off');
    for (const user of ['admin', 'root', 'ADMIN', 'admin', 'admin']) {
      expect(await client.askAll(`USER ${user}`, 'guess')).toBe('-ERR: Authentication failed\n<login> ');
    }
    expect(await client.askAll('USER admin', 'guess')).toBe(
      '-ERR: too many authentication errors, closing connection\n',
    );
    expect(client.closed).toBe(true);
    expect(JSON.stringify(log)).not.toContain('guess');
  });

  it('closes after more than maxAuthCommands, right or wrong', async () => {
    const client = await CliClient.open((await start({ limits: { maxAuthCommands: 3 } })).port);
    await client.reply();
    expect(await client.askAll('SHOW', 'NONSENSE', 'SHOW')).toMatch(/<login> $/);
    expect(await client.ask('SHOW')).toMatch(
      /-ERR: too many commands before the login, closing connection\n$/,
    );
    expect(client.closed).toBe(true);
  });

  it('closes after more than maxErrors wrong commands', async () => {
    const { port } = await start({ limits: { maxErrors: 2 } });
    const client = await CliClient.login(port);
    expect(await client.askAll('X', 'HELP', 'Y')).toBe('-ERR: unknown command\n<#> ');
    expect(await client.ask('Z')).toBe('-ERR: too many errors, closing connection\n');
  });

  it('never writes a password into the log', async () => {
    const { port, log } = await start();
    await CliClient.login(port);
    expect(log.map(({ text }) => text)).toContain('<< USER admin');
    expect(JSON.stringify(log)).not.toContain('me');
  });
});
