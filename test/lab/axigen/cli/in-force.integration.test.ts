import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { labAxigenPassword } from '../../../../src/lab/paths.js';
import { StandIn, ten, twelve } from '../stand-in.js';
import { Talk } from '../talk.js';
import { CliClient } from './cli-client.js';

let standIn: StandIn | undefined;

afterEach(async () => {
  await standIn?.stop();
  standIn = undefined;
});

/** The whole stand-in, and a client at its SMTP service. Port 0 is a free port. */
async function enter(build = twelve) {
  const server = await StandIn.start([], [], build);
  standIn = server;
  const client = await CliClient.login(server.cliPort, 'on', labAxigenPassword);
  await client.askAll('CONFIG SERVER', 'CONFIG SMTP-INCOMING');
  const file = join(server.directory.path, 'run', 'axigen.cfg');
  return { server, client, file, read: () => readFile(file, 'latin1') };
}

/** What a server says first; undefined when nobody listens. */
async function banner(host: string, port: number): Promise<string | undefined> {
  const opened = await Talk.greet(port, undefined, host).catch(() => undefined);
  opened?.talk.close();
  return opened?.greeting;
}

async function ehlo(port: number): Promise<string> {
  const { talk } = await Talk.greet(port);
  const reply = await talk.ask('EHLO client.example.org');
  talk.close();
  return reply;
}

describe('what the command line commits', () => {
  it('opens and closes listeners at once, and the file knows of it only when it is saved', async () => {
    const { server, client, file, read } = await enter();
    const [before, oldPort] = [await read(), server.smtpPort];
    await client.askAll('ADD Listener 127.0.0.2:0', 'SET peerMaxConnections 200');
    expect(server.server.ports().has('smtp 127.0.0.2:0')).toBe(false);
    await client.ask('COMMIT');
    const port = server.server.ports().get('smtp 127.0.0.2:0') ?? 0;
    expect(await banner('127.0.0.2', port)).toMatch(/^220 /);
    await client.askAll('REMOVE Listener 127.0.0.1:0', 'COMMIT');
    expect(await banner('127.0.0.1', oldPort)).toBeUndefined();
    expect(await read()).toBe(before);
    const { mode, uid } = await stat(file);
    await client.askAll('COMMIT', 'ENTER commands', 'ENTER server');
    expect(await client.ask('SAVE CONFIG')).toBe('+OK: command successful\n<commands-server#> ');
    expect(await read()).toMatch(/smtpIncoming = \{[^}]*listeners = \(\s*\{\s*address = 127\.0\.0\.2:0\n/);
    expect(await stat(file)).toMatchObject({ mode, uid });
  });

  it('is lost without SAVE CONFIG when the file is read again', async () => {
    const { server, client } = await enter();
    await client.askAll('ADD Listener 127.0.0.2:0', 'COMMIT');
    await server.server.reload();
    expect(server.server.ports().has('smtp 127.0.0.2:0')).toBe(false);
    expect(await client.ask('LIST Listeners')).toMatch(/^127\.0\.0\.1:0 \| yes\n\+OK/);
  });

  it('is nothing at all when a listener cannot be opened', async () => {
    const { server, client } = await enter();
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    const address = holder.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await client.ask(`UPDATE Listener 127.0.0.1:0`);
    await client.ask(`SET address 127.0.0.1:${port}`);
    expect(await client.ask('COMMIT')).toMatch(
      /^-ERR: cannot open the smtp listener on .*EADDRINUSE.*\n<server-smtpIncoming-listener#> $/,
    );
    await new Promise((done) => holder.close(done));
    expect(await banner('127.0.0.1', server.smtpPort)).toMatch(/^220 /);
    expect(await client.askAll('BACK', 'LIST Listeners')).toMatch(/^127\.0\.0\.1:0 \| yes\n\+OK/);
  });

  it('decides in 1.2 by a client what the next connection is offered', async () => {
    const { server, client } = await enter();
    expect(await ehlo(server.smtpPort)).toMatch(/STARTTLS[\s\S]*BINARYMIME|BINARYMIME[\s\S]*STARTTLS/);
    await client.askAll(
      'ADD Client 501',
      'SET patternIn * patternOut *',
      'SET allowStartTLS no allowBinaryData no',
    );
    await client.ask('COMMIT');
    expect(await ehlo(server.smtpPort)).not.toMatch(/STARTTLS|BINARYMIME/);
  });

  it('decides in X by the policy script what the next connection is offered', async () => {
    const { server, client } = await enter(ten);
    expect(await ehlo(server.smtpPort)).toContain('STARTTLS');
    await client.ask('BACK');
    const script = (await client.ask('SHOW SmtpFilters')).replace(/\+OK: [^\n]*\n[^\n]*$/, '');
    await client.ask('UPDATE SmtpFilters');
    const changed = script.replaceAll(/set ?\(allowStartTLS, "yes"\)/g, 'set(allowStartTLS, "no")');
    expect(changed).not.toBe(script);
    expect(await client.ask(`${changed.replaceAll('\n', '\r\n')}.`)).toBe(
      '+OK: command successful\n<server#> ',
    );
    expect(await ehlo(server.smtpPort)).not.toContain('STARTTLS');
    const file = join(server.directory.path, 'filters', 'smtpFilters.script');
    expect(await readFile(file, 'latin1')).toBe(changed);
  });

  it('limits in X all listeners of the service together', async () => {
    const { server, client } = await enter(ten);
    await client.askAll('CONFIG AccessControl', 'SET peerMaxConnections 1', 'DONE', 'COMMIT');
    const { talk, greeting } = await Talk.greet(server.smtpPort);
    expect(greeting).toMatch(/^220 /);
    expect(await banner('127.0.0.1', server.smtpPort)).toMatch(/^421 /);
    talk.close();
  });
});
