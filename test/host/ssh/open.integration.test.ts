import { mkdtempSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { openSshHost } from '../../../src/host/ssh/open.js';
import { type KeyPair, makeKeyPair } from '../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../support/sshd.js';
import { person } from './connect/dialing.js';

let server: Sshd;
let key: KeyPair;
let home: string;
let configFile: string;

beforeAll(async () => {
  server = await startSshd();
  key = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([key.publicLine]);
  home = mkdtempSync(`${server.folder}/home-`);
  configFile = `${home}/config`;
  writeFileSync(`${home}/known`, server.knownHosts());
  const lines = [
    'Host box',
    'HostName 127.0.0.1',
    `Port ${server.port}`,
    'User root',
    `IdentityFile ${key.path}`,
  ];
  writeFileSync(configFile, `${[...lines, `UserKnownHostsFile ${home}/known`].join('\n')}\n`);
});

afterAll(() => server.end());

const open = (destination: string) =>
  openSshHost(destination, {
    configFile,
    wishes: { hostKeys: [], legacy: 'no', become: 'auto' },
    person: person(),
    signal: new AbortController().signal,
    env: { PATH: process.env.PATH },
    home,
    localUser: 'somebody',
  });

const logins = () => server.log().split('Accepted publickey').length - 1;

test('a target by its alias: the line is made at once, and used for what comes', async () => {
  const host = await open('box');
  try {
    await expect.poll(logins).toBe(1);
    const { code, stdout } = await host.run(sh`id -u`);
    expect([code, stdout.toString()]).toEqual([0, '0\n']);
    expect(logins()).toBe(1);
  } finally {
    await host.close();
  }
});

test('a line that was lost is dialled again', async () => {
  const host = await open('box');
  try {
    await host.run(sh`true`);
    server.dropConnections();
    await expect
      .poll(() =>
        host.run(sh`echo back`).then(
          ({ stdout }) => stdout.toString(),
          (error: Error) => error.name,
        ),
      )
      .toBe('back\n');
  } finally {
    await host.close();
  }
});

test('a target that was never used is closed too', async () => {
  const before = server.log().split('Disconnected from user root').length;
  const host = await open('box');
  await host.close();
  await expect.poll(() => server.log().split('Disconnected from user root').length).toBe(before + 1);
});

test('what is wrong with reaching it is told before anything else', async () => {
  await expect(open('box:1')).rejects.toMatchObject({
    message:
      'box:1 (127.0.0.1 port 1) could not be reached: nothing accepts connections there (connection refused).',
    exitCode: 3,
  });
});
