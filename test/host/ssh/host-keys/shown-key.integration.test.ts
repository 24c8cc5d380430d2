import { writeFileSync } from 'node:fs';
import { Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverHostKeyOrder } from '../../../../src/host/ssh/host-keys/algorithms.js';
import { hostKeyJudge } from '../../../../src/host/ssh/host-keys/judge.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { scriptedPerson, settingsFor } from './person.js';

const folder = temporaryFolder();
const kinds = ['ed25519', 'rsa', 'ecdsa', 'dsa'] as const;
let sshd: Sshd;

beforeAll(async () => {
  sshd = await startSshd({ hostKeys: kinds, config: ['HostKeyAlgorithms +ssh-rsa,ssh-dss'] });
});
afterAll(() => sshd.end());

const offered: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'rsa-sha2-512',
  'ssh-rsa',
  'ssh-dss',
];

test.each(kinds)(
  'of a server with several keys the known one is shown, and found by its port: %s',
  async (kind) => {
    const file = folder('known_hosts');
    const lines = sshd.knownHosts().split('\n');
    writeFileSync(file, `${lines[kinds.indexOf(kind)]}\n`);
    const { address: hostName, port } = sshd;
    const settings = settingsFor({ hostName, port, userKnownHosts: [file], strictHostKeyChecking: 'yes' });
    const { types, judge } = await hostKeyJudge(settings, {
      wishes: { hostKeys: [] },
      person: scriptedPerson(),
    });
    const serverHostKey = serverHostKeyOrder(types, offered);

    const judged = new Promise<Buffer>((resolve, reject) => {
      const client = new Client().on('error', reject).connect({
        host: hostName,
        port,
        username: 'nobody',
        algorithms: { serverHostKey },
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          resolve(key);
          verify(false);
          client.end();
        },
      });
    });
    await expect(judge(await judged)).resolves.toBeUndefined();
  },
);
