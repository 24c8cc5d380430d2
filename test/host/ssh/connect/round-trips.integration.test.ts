import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KeyPair, makeKeyPair } from '../../../support/ssh/keys.js';
import { type Relay, startRelay } from '../../../support/ssh/relay.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, settingsFor, withLine } from './dialing.js';

let server: Sshd;
let relay: Relay;
let key: KeyPair;

beforeAll(async () => {
  server = await startSshd();
  relay = await startRelay(server.port);
  key = await makeKeyPair(server.folder, 'ed25519');
  server.authorize([key.publicLine]);
});

afterAll(async () => {
  await relay.end();
  await server.end();
});

test('a command takes no more round trips than with ssh', async () => {
  const settings = settingsFor(server, {
    port: relay.port,
    hostKeyAlias: `[127.0.0.1]:${server.port}`,
    identityFiles: [key.path],
  });
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    const before = relay.turns;
    await work();
    return relay.turns - before;
  };
  const ssh = [
    '-F',
    'none',
    '-i',
    key.path,
    '-o',
    'IdentitiesOnly=yes',
    '-o',
    `HostKeyAlias=${settings.hostKeyAlias}`,
    '-o',
    `UserKnownHostsFile=${settings.userKnownHosts[0]}`,
    '-p',
    String(relay.port),
    'root@127.0.0.1',
    'true',
  ];
  const theirs = await counted(() => execa('ssh', ssh, { stdin: 'ignore', env: { SSH_AUTH_SOCK: '' } }));
  const ours = await counted(() => withLine(dial(settings), (up) => output(up, 'true')));
  expect(ours).toBeLessThanOrEqual(theirs);
});
