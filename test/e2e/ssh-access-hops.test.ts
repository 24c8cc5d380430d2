import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SshAgent, startAgent } from '../support/ssh/agent.js';
import type { LabSsh } from './support/lab-ssh.js';
import { labSsh } from './support/lab-ssh.js';
import { oneLine } from './support/output.js';
import { type Remote, useRemotes } from './support/remote.js';
import { goesTheFullWay } from './support/remote-way.js';
import { useLabs } from './support/server-lab.js';

const labs = useLabs();
const remoteTo = useRemotes();

/** In front of the old server stand two of today; all three are sshds of the lab. */
const today = ['KexAlgorithms curve25519-sha256', 'Ciphers aes128-ctr'];
const asOf2003 = [
  'KexAlgorithms diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1',
  'Ciphers aes128-cbc,3des-cbc',
];
const options = (lines: readonly string[]) => lines.map((line) => `-o '${line}'`).join(' ');

const hop = (name: string, port: number, jump: string) => `Host ${name}
  HostName 127.0.0.1
  Port ${port}
  User root
  ProxyJump ${jump}
`;

/** The way through both, with an agent alone to log in. */
function throughBoth({ host, config, knownHosts }: LabSsh, name: string, agent: string): string {
  const keyless = config.replace(/^ *Identit.*\n/gm, '').replace(/^ *(KexAlgorithms|Ciphers) .*\n/gm, '');
  const all = `Host *
  IdentityAgent ${agent}
  HostKeyAlias gateway-setup-lab-${name}
  UserKnownHostsFile ${knownHosts}
  HostKeyAlgorithms +ssh-rsa
`;
  return hop('second', 2222, host) + hop('mail', 2223, 'second') + keyless + all;
}

describe('NOD32, on a server of 2003 behind two jump hosts, as root with an agent', () => {
  const name = 'ssh-hops';
  let remote: Remote;
  let agent: SshAgent;
  beforeAll(async () => {
    const server = await labs.create(name, { sshEra: '2003' });
    const ssh = labSsh(server);
    agent = await startAgent([ssh.identity]);
    await ssh.dropIn('first-hop', today.join('\n'));
    for (const [port, algorithms] of [
      [2222, options(today)],
      [2223, options(asOf2003)],
    ])
      await server.sh(
        `/usr/sbin/sshd -p ${port} ${algorithms} -o PidFile=/run/sshd-${port}.pid -E /var/log/sshd-${port}.log`,
      );
    remote = await remoteTo(server, {
      host: 'mail',
      config: throughBoth(ssh, name, agent.socket),
      flags: ['--legacy-ssh'],
    });
  });
  afterAll(() => agent.end());

  test('nobody gets in without the agent, and with it the old algorithms are not used unasked', async () => {
    const { server, reach, ssh } = remote;
    const config = throughBoth(ssh, name, `${agent.socket}-of-somebody-else`);
    const without = await (await remoteTo(server, { ...reach, config })).product('audit');
    expect(without.code, without.all).toBe(4);
    expect(oneLine(without.err)).toContain('does not let root in');
    const careful = await (await remoteTo(server, { ...reach, flags: [] })).product('audit');
    expect(careful.code, careful.all).toBe(4);
    expect(oneLine(careful.err)).toMatch(/key exchange.*--legacy-ssh/);
  });

  goesTheFullWay(() => remote, { changes: 12, open: [] });

  test('every connection came by both of them', async () => {
    const logOf = (port: number) => remote.server.sh(`cat /var/log/sshd-${port}.log`);
    const [second, target] = [await logOf(2222), await logOf(2223)];
    const logins = (log: string) => log.match(/^Accepted publickey for root /gm)?.length;
    expect(logins(target)).toBe(4);
    // The careful one came as far as the second.
    expect([logins(second), logins(await remote.ssh.log())]).toEqual([5, 5]);
  });
});
