import { mkdtempSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineMemory } from '../../../../src/host/ssh/connect/memory.js';
import { eraLines } from '../../../support/ssh/era.js';
import { type KeyPair, makeKeyPair } from '../../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, person, settingsFor, withLine } from './dialing.js';

const servers = new Map<string, Sshd>();
let key: KeyPair;

const kinds = {
  '2003': eraLines(2003),
  '2006': eraLines(2006),
  // A host that has no RSA key.
  dss: ['HostKeyAlgorithms ssh-dss', 'PubkeyAcceptedAlgorithms +ssh-rsa'],
  'cbc only': ['Ciphers aes256-cbc,3des-cbc'],
  'md5 only': ['MACs hmac-md5', 'Ciphers aes128-ctr'],
} as const;

beforeAll(async () => {
  for (const [name, config] of Object.entries(kinds)) {
    servers.set(name, await startSshd({ config, hostKeys: [name === 'dss' ? 'dsa' : 'rsa'] }));
  }
  const [first] = servers.values();
  if (first === undefined) throw new Error('no server');
  key = await makeKeyPair(first.folder, 'rsa');
  for (const server of servers.values()) server.authorize([key.publicLine]);
});

afterAll(async () => {
  for (const server of servers.values()) await server.end();
});

function serverOf(name: string) {
  const server = servers.get(name);
  if (server === undefined) throw new Error(`no server ${name}`);
  return { server, settings: settingsFor(server, { identityFiles: [key.path] }) };
}

const missing = [
  ['2003', 'key exchange'],
  ['2006', 'key exchange'],
  ['dss', 'host key'],
  ['cbc only', 'cipher'],
] as const;

test.each(missing)(
  '%s: refused without consent, and which family is missing is said',
  async (name, family) => {
    const { settings } = serverOf(name);
    const someone = person();
    await expect(dial(settings, { person: someone })).rejects.toMatchObject({
      message: expect.stringContaining(`no ${family} algorithm in common. It calls itself SSH-2.0-OpenSSH`),
      next: expect.stringContaining('--legacy-ssh'),
      exitCode: 4,
    });
    expect(someone.legacyAsked).toMatchObject([
      { missing: family, ident: expect.stringMatching(/^SSH-2.0-OpenSSH/) },
    ]);
  },
);

test.each(missing)('%s: with --legacy-ssh', async (name) => {
  const { settings } = serverOf(name);
  const line = dial(settings, { wishes: { hostKeys: [], legacy: 'once' } });
  expect(await withLine(line, (up) => output(up, 'id -u'))).toBe('0\n');
});

test('a person allows it once: asked once, also when the line is dialled again', async () => {
  const { settings } = serverOf('2003');
  const someone = person([], { legacy: 'once' });
  const memory = lineMemory();
  await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'true'));
  await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'true'));
  expect(someone.legacyAsked).toHaveLength(1);
});

test('a person does not allow it', async () => {
  const { settings } = serverOf('2003');
  const someone = person([], { legacy: 'no' });
  await expect(dial(settings, { person: someone })).rejects.toMatchObject({ exitCode: 3 });
});

test('it is remembered only if that is asked for', async () => {
  const { server, settings } = serverOf('2006');
  const env = { HOME: mkdtempSync(`${server.folder}/home-`) };
  const someone = person([], { legacy: 'remember' });
  await withLine(dial(settings, { person: someone, env }), (up) => output(up, 'true'));
  await withLine(dial(settings, { env }), (up) => output(up, 'true'));
  const other = { HOME: mkdtempSync(`${server.folder}/home-`) };
  await expect(dial(settings, { env: other })).rejects.toThrow('in common');
  await withLine(dial(settings, { env: other, wishes: { hostKeys: [], legacy: 'remember' } }), (up) =>
    output(up, 'true'),
  );
  await withLine(dial(settings, { env: other }), (up) => output(up, 'true'));
});

test('where the set of old servers does not help it is not offered', async () => {
  const { settings } = serverOf('md5 only');
  const someone = person([], { legacy: 'once' });
  await expect(dial(settings, { person: someone })).rejects.toMatchObject({
    message: expect.stringContaining('no MAC algorithm in common'),
    exitCode: 3,
  });
  expect(someone.legacyAsked).toEqual([]);
});
