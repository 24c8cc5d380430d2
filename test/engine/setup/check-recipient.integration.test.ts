import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAnswer } from '../../../src/engine/setup/check-answer.js';
import type { Host } from '../../../src/host/host.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { closedPort, type Guest, scriptedServer, tcp } from '../../smtp/scripted-server.js';

const below = temporaryFolder();
const workFolder = () => below('axigen');

/** AXIGEN's folder as it is on the server: its domains' folders, and its configuration. */
function lay(domains: readonly string[] | undefined, config?: string): void {
  rmSync(workFolder(), { recursive: true, force: true });
  for (const domain of domains ?? []) mkdirSync(`${workFolder()}/domains/${domain}`, { recursive: true });
  if (domains !== undefined) {
    mkdirSync(`${workFolder()}/domains`, { recursive: true });
    writeFileSync(`${workFolder()}/domains/notes.test`, 'a file is no domain');
  }
  if (config === undefined) return;
  mkdirSync(`${workFolder()}/run`, { recursive: true });
  writeFileSync(`${workFolder()}/run/axigen.cfg`, config);
}

/** This machine, with AXIGEN's folder and port 25 in other places. */
function hostWith(port: number): Host {
  const local = localHost();
  return {
    ...local,
    name: 'mail.example.test',
    run: (script, options) =>
      local.run({ ...script, text: script.text.replaceAll('/var/opt/axigen', workFolder()) }, options),
    connect: () => tcp(port),
  };
}

/** A mail server that takes mail for the addresses that `takes` says. */
const server = (takes: (address: string) => boolean) =>
  scriptedServer(async (guest: Guest) => {
    guest.say('220 mail.example.test AXIGEN SMTP ready\r\n');
    for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
      const to = /^RCPT TO:<(.*)>$/.exec(line)?.[1];
      guest.say(to === undefined || takes(to) ? '250 Ok\r\n' : '550 Relay denied\r\n');
      if (line === 'QUIT') guest.socket.end();
    }
  });

async function check(address: string, takes: (address: string) => boolean) {
  await using smtp = await server(takes);
  const signal = new AbortController().signal;
  const problem = await checkAnswer(hostWith(smtp.port), 'recipient', address, new Map(), signal);
  return { problem, heard: smtp.heard };
}

const everybody = () => true;
const ourOwn = (address: string) => address.endsWith('@example.test');

describe('a server that takes mail for its own only', () => {
  test('takes the recipient', async () => {
    lay(['other.test']);
    expect((await check('me@example.test', ourOwn)).problem).toBeUndefined();
  });

  test('refuses the recipient, in its own words', async () => {
    lay(['example.test']);
    const { problem, heard } = await check('me@example.net', ourOwn);
    expect(problem).toBe('AXIGEN does not take mail for me@example.net: 550 Relay denied');
    expect(heard.filter((line) => line.startsWith('DATA'))).toEqual([]);
  });
});

test('the administrator is asked for like the recipient', async () => {
  await using smtp = await server(ourOwn);
  const signal = new AbortController().signal;
  const problem = (address: string) =>
    checkAnswer(hostWith(smtp.port), 'administrator', address, new Map(), signal);
  expect(await problem('me@example.net')).toBe(
    'AXIGEN does not take mail for me@example.net: 550 Relay denied',
  );
  expect(await problem('me@example.test')).toBeUndefined();
});

describe('a server that relays for us: its yes says nothing', () => {
  test.each([
    ['a domain of its own', ['example.test', 'other.test'], undefined, 'me@Example.TEST'],
    ['its primary domain', ['other.test'], 'Server {\n primaryDomain = example.test\n}\n', 'me@example.test'],
    ['domains that cannot be listed', undefined, 'Server {\n primaryDomain = a.test\n}\n', 'me@example.test'],
    ['no domains to be seen', [], undefined, 'me@example.test'],
  ])('%s: taken', async (_name, domains, config, address) => {
    lay(domains, config);
    expect((await check(address, everybody)).problem).toBeUndefined();
  });

  test.each([
    ['', undefined, /its own domains are example\.test, other\.test\.$/],
    [
      ' with its primary domain',
      'Server {\n primaryDomain = main.test\n}\n',
      /example\.test, other\.test, main\.test\.$/,
    ],
    [' and a configuration with a syntax error', 'Server {', /example\.test, other\.test\.$/],
  ])('a domain that is not its own%s: it would only be passed on', async (_name, config, known) => {
    lay(['example.test', 'other.test'], config);
    for (const address of ['me@example.com', 'me@notes.test', 'me@sub.example.test']) {
      const { problem } = await check(address, everybody);
      expect(problem).toContain(`AXIGEN would only pass mail for ${address} on to another server`);
      expect(problem).toMatch(known);
    }
  });
});

test('a server that does not answer says nothing of the address', async () => {
  const host = hostWith(await closedPort());
  const signal = new AbortController().signal;
  expect(await checkAnswer(host, 'recipient', 'me@example.test', new Map(), signal)).toBeUndefined();
});
