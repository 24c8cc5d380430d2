import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type ServerChannel } from 'ssh2';
import { afterEach, expect, test } from 'vitest';
import { LineLost } from '../../../src/host/line-lost.js';
import { sh } from '../../../src/host/shell.js';
import { connectLine } from '../../../src/host/ssh/connect/connect-line.js';
import { lineMemory } from '../../../src/host/ssh/connect/memory.js';
import { sshHost } from '../../../src/host/ssh/ssh-host.js';
import { makeKeyPair } from '../../support/ssh/keys.js';
import { person } from './connect/dialing.js';

const ending: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

/** A host on a server that lets everybody in, and does `play` with each command that it is to run. */
async function hostile(play: (channel: ServerChannel, mark: string, client: ssh2.Connection) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const key = await makeKeyPair(folder, 'ed25519');
  ending.push(() => rmSync(folder, { recursive: true }));
  const server = new ssh2.Server({ hostKeys: [readFileSync(key.path)] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (attempt) => attempt.accept());
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        channel.on('error', () => {});
        channel.resume();
        play(channel, /gs-[0-9a-f]{16}\.1/.exec(command)?.[0] ?? '', client);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  const known = join(folder, 'known_hosts');
  const [type = '', blob = ''] = key.publicLine.split(' ');
  writeFileSync(known, `[127.0.0.1]:${port} ${type} ${blob}\n`);
  const target = {
    ...{ alias: 'box', hostName: '127.0.0.1', port, user: 'root', identityFiles: [], identitiesOnly: false },
    ...{ userKnownHosts: [known], globalKnownHosts: [], hashKnownHosts: false },
    strictHostKeyChecking: 'yes' as const,
  };
  const route = { hops: [], target };
  const someone = person();
  const signal = new AbortController().signal;
  const wishes = { hostKeys: [], legacy: 'no' as const, become: 'auto' as const };
  const memory = lineMemory();
  const dial = () => connectLine(route, { wishes, person: someone, signal, env: { HOME: folder }, memory });
  const host = sshHost({ route, dial, person: someone, wishes });
  ending.push(() => host.close());
  return host;
}

function ready(channel: ServerChannel, mark: string): void {
  channel.stderr.write(`${mark}-\n`);
  channel.write(`${mark} 12 012 0\n`);
}

test('a command whose end is told without a status has none, and its words are kept', async () => {
  const host = await hostile((channel, mark) => {
    ready(channel, mark);
    channel.write('some words\n');
    channel.end();
    channel.close();
  });
  expect(await host.run(sh`:`)).toMatchObject({
    ...{ code: null, timedOut: false, cancelled: false, stdout: Buffer.from('some words\n') },
  });
});

test('a status after which the channel stays open is the end', async () => {
  const host = await hostile((channel, mark) => {
    ready(channel, mark);
    channel.exit(7);
  });
  expect(await host.run(sh`:`)).toMatchObject({ code: 7, timedOut: false });
});

test('a channel that is closed before there is a shell', async () => {
  const host = await hostile((channel) => channel.close());
  await expect(host.run(sh`:`)).rejects.toThrow(
    'No command can be run as root@box: what the server starts ended without a status. It printed nothing.',
  );
});

test('words for a terminal instead of a shell are made safe', async () => {
  const host = await hostile((channel) => {
    channel.write('\x1b[2Jgo \x9b31maway\n');
    channel.exit(1);
    channel.end();
  });
  const error: unknown = await host.run(sh`:`).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('ended at once with status 1');
  expect(String(error)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
});

test('text without end instead of a shell is not listened to', async () => {
  const host = await hostile((channel) => {
    const more = () => {
      while (!channel.destroyed && channel.writable && channel.write(Buffer.alloc(16_384, 'x')));
    };
    channel.on('drain', more);
    more();
  });
  await expect(host.run(sh`:`)).rejects.toThrow('prints without end, instead of a shell');
});

test('a connection that ends in the middle of a command is a lost line', async () => {
  const host = await hostile((channel, mark, client) => {
    ready(channel, mark);
    client.end();
  });
  await expect(host.run(sh`:`)).rejects.toThrow(LineLost);
});
