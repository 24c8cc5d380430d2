import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Host } from '../../../src/host/host.js';
import { connectLine } from '../../../src/host/ssh/connect/connect-line.js';
import { lineMemory } from '../../../src/host/ssh/connect/memory.js';
import type { SecretRequest } from '../../../src/host/ssh/person.js';
import { type SshHostOptions, sshHost } from '../../../src/host/ssh/ssh-host.js';
import { makeKeyPair } from '../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../support/sshd.js';

export interface HostWishes extends Partial<Pick<SshHostOptions, 'patience' | 'outside'>> {
  readonly user?: string;
  readonly become?: 'auto' | 'none' | 'sudo' | 'su';
  /** Default: that of the sshd. */
  readonly port?: number;
  readonly secret?: (request: SecretRequest) => Promise<string | undefined>;
}

export interface ShellTarget {
  readonly sshd: () => Sshd;
  /** How often a line was made. */
  readonly dialled: () => number;
  /** A new host, with lines of its own; closed after the tests. */
  host(wishes?: HostWishes): Host;
}

/** A real sshd for the tests of a file, which lets every user in by a key. */
export function shellTarget(config: readonly string[] = []): ShellTarget {
  let sshd: Sshd | undefined;
  let key = '';
  let dialled = 0;
  const hosts: Host[] = [];
  const here = () => {
    if (sshd === undefined) throw new Error('not yet');
    return sshd;
  };
  beforeAll(async () => {
    sshd = await startSshd({ config, hostKeys: ['ed25519'] });
    const { path, publicLine } = await makeKeyPair(sshd.folder, 'ed25519');
    key = path;
    sshd.authorize([publicLine]);
    writeFileSync(join(sshd.folder, 'known_hosts'), sshd.knownHosts('box'));
  });
  afterAll(async () => {
    for (const host of hosts) await host.close();
    await sshd?.end();
  });
  return {
    sshd: here,
    dialled: () => dialled,
    host({ user = 'root', become = 'auto', port, secret = async () => undefined, ...more } = {}) {
      const { folder } = here();
      const route = {
        hops: [],
        target: {
          alias: 'box',
          hostName: '127.0.0.1',
          port: port ?? here().port,
          user,
          identityFiles: [key],
          identitiesOnly: true,
          userKnownHosts: [join(folder, 'known_hosts')],
          globalKnownHosts: [],
          strictHostKeyChecking: 'yes' as const,
          hostKeyAlias: 'box',
          hashKnownHosts: false,
        },
      };
      const memory = lineMemory();
      const person = {
        secret,
        confirmHostKey: async () => undefined,
        allowLegacy: async () => undefined,
        note: () => {},
      };
      const dial = () => {
        dialled += 1;
        const wishes = { hostKeys: [], legacy: 'no' as const };
        const { signal } = new AbortController();
        return connectLine(route, { wishes, person, signal, env: { HOME: folder }, memory, uid: 0 });
      };
      const host = sshHost({ route, dial, person, wishes: { become }, ...more });
      hosts.push(host);
      return host;
    },
  };
}
