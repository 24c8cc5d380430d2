import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineMemory } from '../../../../src/host/ssh/connect/memory.js';
import { type SshAgent, startAgent } from '../../../support/ssh/agent.js';
import { type KeyPair, type KeyType, makeKeyPair } from '../../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, person, settingsFor, withLine } from './dialing.js';

let server: Sshd;
let few: Sshd;
const agents: SshAgent[] = [];

beforeAll(async () => {
  server = await startSshd({ config: ['PasswordAuthentication no', 'KbdInteractiveAuthentication no'] });
  few = await startSshd({
    config: ['MaxAuthTries 3', 'PasswordAuthentication no'],
    hostKeys: server.hostKeys,
  });
});

afterAll(async () => {
  await few.end();
  await server.end();
  for (const agent of agents) await agent.end();
});

async function agentWith(keys: readonly KeyPair[]): Promise<string> {
  const agent = await startAgent(keys.map(({ path }) => path));
  agents.push(agent);
  return agent.socket;
}

const formats = ['openssh', 'pem', 'pkcs8'] as const;
const kinds: readonly (readonly [KeyType, (typeof formats)[number], string | undefined])[] = [
  ['ed25519', 'openssh', undefined],
  ['ed25519', 'openssh', 'open sesame'],
  ...(['rsa', 'ecdsa'] as const).flatMap((type) =>
    formats.flatMap((format) => [[type, format, undefined] as const, [type, format, 'open sesame'] as const]),
  ),
];

test.each(kinds)('a key %s in the format %s with the passphrase %s', async (type, format, passphrase) => {
  const key = await makeKeyPair(server.folder, type, { format, ...(passphrase ? { passphrase } : {}) });
  server.authorize([key.publicLine]);
  const someone = person(['wrong', passphrase]);
  const line = dial(settingsFor(server, { identityFiles: [key.path] }), { person: someone });
  expect(await withLine(line, (up) => output(up, 'id -u'))).toBe('0\n');
  expect(someone.asked).toEqual(
    passphrase === undefined
      ? []
      : [
          { kind: 'passphrase', subject: key.path },
          { kind: 'passphrase', subject: key.path, again: true },
        ],
  );
});

test('nobody is asked for the passphrase of a key that the server does not take', async () => {
  const key = await makeKeyPair(server.folder, 'ed25519', { passphrase: 'x' });
  const good = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([good.publicLine]);
  const someone = person(['x']);
  await withLine(
    dial(settingsFor(server, { identityFiles: [key.path, good.path] }), { person: someone }),
    (up) => output(up, 'true'),
  );
  expect(someone.asked).toEqual([]);
});

test('an encrypted PEM key without its public half beside it is opened when it is its turn', async () => {
  const key = await makeKeyPair(server.folder, 'rsa', { format: 'pem', passphrase: 'sesame' });
  rmSync(`${key.path}.pub`);
  server.authorize([key.publicLine]);
  const someone = person(['sesame']);
  const memory = lineMemory();
  const settings = settingsFor(server, { identityFiles: [key.path] });
  await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'true'));
  await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'true'));
  expect(someone.asked).toHaveLength(1);
});

test('the wrong passphrase three times, and then no more', async () => {
  const key = await makeKeyPair(server.folder, 'ed25519', { passphrase: 'x' });
  server.authorize([key.publicLine]);
  const someone = person(['a', 'b', 'c', 'x']);
  const line = dial(settingsFor(server, { identityFiles: [key.path] }), { person: someone });
  await expect(line).rejects.toMatchObject({
    message: 'box:'.concat(`${server.port} does not let root in.`),
    exitCode: 3,
  });
  expect(someone.asked).toHaveLength(3);
  expect(someone.notes).toEqual([`The key ${key.path} is passed over: its passphrase was not right.`]);
});

test('without anybody to ask the flag for the passphrase is named', async () => {
  const key = await makeKeyPair(server.folder, 'ed25519', { passphrase: 'x' });
  server.authorize([key.publicLine]);
  await expect(dial(settingsFor(server, { identityFiles: [key.path] }))).rejects.toMatchObject({
    exitCode: 4,
    next: expect.stringContaining('--ssh-passphrase-file'),
  });
});

test('a key that others may read is passed over, and why is said', async () => {
  const key = await makeKeyPair(server.folder, 'ed25519');
  chmodSync(key.path, 0o644);
  server.authorize([key.publicLine]);
  const someone = person();
  await expect(
    dial(settingsFor(server, { identityFiles: [key.path] }), { person: someone }),
  ).rejects.toThrow();
  expect(someone.notes.join()).toContain('others may read it (mode 0644)');
});

test('a file that is no key is passed over', async () => {
  const path = `${server.folder}/no-key`;
  writeFileSync(path, 'nothing\n', { mode: 0o600 });
  const good = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([good.publicLine]);
  const someone = person();
  const files = [path, '/nonexistent/key', server.folder, good.path];
  await withLine(dial(settingsFor(server, { identityFiles: files }), { person: someone }), (up) =>
    output(up, 'true'),
  );
  expect(someone.notes).toEqual([
    `The key ${path} is passed over: it is no private key that can be used here.`,
    `The key ${server.folder} is passed over: it cannot be read (EISDIR).`,
  ]);
});

test('an agent with an RSA key', async () => {
  const key = await makeKeyPair(server.folder, 'rsa');
  server.authorize([key.publicLine]);
  const socket = await agentWith([key]);
  const line = dial(settingsFor(server, { identityAgent: socket }));
  expect(await withLine(line, (up) => output(up, 'id -u'))).toBe('0\n');
});

test('with many keys in the agent IdentitiesOnly offers the one that is named', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => makeKeyPair(few.folder, 'ed25519')));
  const [, , , , last] = keys;
  if (last === undefined) throw new Error('no key');
  few.authorize([last.publicLine]);
  const socket = await agentWith(keys);
  const settings = settingsFor(few, { identityAgent: socket });
  await expect(dial(settings)).rejects.toMatchObject({
    message: expect.stringContaining('hung up on root after too many attempts'),
    next: expect.stringContaining('IdentitiesOnly yes'),
  });
  // The private key itself is the agent's alone.
  rmSync(last.path);
  const named = { ...settings, identitiesOnly: true, identityFiles: [last.path] };
  expect(await withLine(dial(named), (up) => output(up, 'id -u'))).toBe('0\n');
  // Without it, the named one still comes first.
  const first = { ...settings, identityFiles: [last.path] };
  expect(await withLine(dial(first), (up) => output(up, 'id -u'))).toBe('0\n');
});

test('an agent that is not there is no reason to stop', async () => {
  const key = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([key.publicLine]);
  const settings = settingsFor(server, { identityAgent: '/nonexistent/agent', identityFiles: [key.path] });
  expect(await withLine(dial(settings), (up) => output(up, 'id -u'))).toBe('0\n');
  server.authorize([]);
  await expect(dial(settings)).rejects.toMatchObject({
    why: expect.stringContaining('No key came from the agent: the agent cannot be asked.'),
  });
});
