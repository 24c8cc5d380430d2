import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { alwaysOpen, setStandIn } from './support/imss.js';
import { channelsOf, type Remote, useRemotes } from './support/remote.js';
import { goesTheFullWay } from './support/remote-way.js';
import { useLabs } from './support/server-lab.js';

const labs = useLabs();
const remoteTo = useRemotes();

describe('IMSS, on a server of 2003, as root with a password, without SFTP and with forwarding off', () => {
  let remote: Remote;
  beforeAll(async () => {
    const server = await labs.create('ssh-bare', { scanner: 'imss', sshEra: '2003' });
    await setStandIn(server, { delay: '0' });
    remote = await remoteTo(server, { flags: ['--legacy-ssh'] });
    const { ssh, home, reach } = remote;
    await ssh.withoutSftp();
    await ssh.dropIn('bare', 'AllowTcpForwarding no\nAuthenticationMethods password');
    const file = join(home, 'password');
    writeFileSync(file, `${ssh.root.password}\n`, { mode: 0o600 });
    remote = await remoteTo(server, {
      ...reach,
      flags: [...(reach.flags ?? []), '--ssh-password-file', file],
    });
  });

  goesTheFullWay(() => remote, {
    changes: 7,
    // The console speaks TLS, which telnet on the server cannot carry.
    open: ['IMSS-CONSOLE unknown', ...alwaysOpen],
    exitCodes: [3, 2],
  });

  test('no port of it was reached but through a tool there, and no file was sent but through a shell', async () => {
    const { said } = await remote.audit('--verbose');
    expect(channelsOf(said)).toMatchObject({ files: 0 });
    expect(channelsOf(said).commands).toBeGreaterThan(1);
    const log = await remote.ssh.log();
    expect(log).toMatch(/^Accepted password for root /m);
    expect(log).not.toMatch(/^Accepted (?!password)/m);
  });
});
