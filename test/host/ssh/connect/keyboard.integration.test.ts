import { readFileSync } from 'node:fs';
import { type AuthContext, Server } from 'ssh2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeyPair } from '../../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, person, settingsFor } from './dialing.js';

let known: Sshd;
const servers: Server[] = [];

beforeAll(async () => {
  known = await startSshd();
});

afterAll(async () => {
  for (const server of servers) server.close();
  await known.end();
});

/** A server of ours, with the host keys of a real one, that asks what no real one here does. */
async function asking(play: (context: AuthContext) => void, banner?: string): Promise<number> {
  const hostKeys = known.hostKeys.map(({ path }) => readFileSync(path));
  const server = new Server({ hostKeys, ...(banner === undefined ? {} : { banner }) }, (client) => {
    client.on('error', () => {});
    client.on('authentication', play);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const at = (port: number) => ({ ...settingsFor(known), port, hostKeyAlias: `[127.0.0.1]:${known.port}` });

test('several questions, and rounds of them, are put one by one', async () => {
  const got: string[][] = [];
  const port = await asking((context) => {
    if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
    context.prompt([{ prompt: 'Password: ', echo: false }], 'Login', 'Two parts \x1b[1m', (first) => {
      got.push(first);
      const questions = [
        { prompt: 'Your code: ', echo: true },
        { prompt: 'New password: ', echo: false },
      ];
      context.prompt(questions, (second) => {
        got.push(second);
        context.accept();
      });
    });
  });
  const someone = person(['secret', '123456', 'other']);
  const line = await dial(at(port), { person: someone });
  await line.close();
  expect(got).toEqual([['secret'], ['123456', 'other']]);
  const asked = { kind: 'keyboard-interactive', subject: `box:${port}`, user: 'root' };
  expect(someone.asked).toEqual([
    { ...asked, prompt: 'Password: ' },
    { ...asked, prompt: 'Your code: ', echo: true, another: true },
    { ...asked, prompt: 'New password: ', another: true },
  ]);
  expect(someone.notes).toEqual([`box:${port}: Login`, `box:${port}: Two parts \\x1b[1m`]);
});

test('a question that nobody answers', async () => {
  const port = await asking((context) => {
    if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
    context.prompt([{ prompt: 'Password: ', echo: false }], () => context.reject(['keyboard-interactive']));
  });
  await expect(dial(at(port))).rejects.toMatchObject({
    exitCode: 4,
    why: expect.stringContaining('nobody answered'),
  });
});

test('a server that refuses for ever is asked no more than six times', async () => {
  let tries = 0;
  const keys = await Promise.all(Array.from({ length: 9 }, () => makeKeyPair(known.folder, 'ed25519')));
  const port = await asking((context) => {
    if (context.method !== 'none') tries += 1;
    context.reject(['publickey', 'password']);
  });
  const someone = person(['a', 'b', 'c']);
  const settings = { ...at(port), identityFiles: keys.map(({ path }) => path) };
  await expect(dial(settings, { person: someone })).rejects.toMatchObject({
    why: expect.stringContaining('4 more were not tried'),
    next: expect.stringContaining('IdentitiesOnly yes'),
  });
  expect(tries).toBe(6);
  expect(someone.asked).toHaveLength(1);
});

test('a banner is shown, made safe, and cut', async () => {
  const port = await asking((context) => context.accept(), `Be good \x1b[2J\r\n${'y'.repeat(5000)}`);
  const someone = person();
  const line = await dial(at(port), { person: someone });
  await line.close();
  expect(someone.notes[0]).toBe(`box:${port}: Be good \\x1b[2J`);
  expect(someone.notes.join().length).toBeLessThan(2200);
});
