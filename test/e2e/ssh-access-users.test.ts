import { beforeAll, describe, expect, test } from 'vitest';
import { type Remote, useRemotes } from './support/remote.js';
import { goesTheFullWay } from './support/remote-way.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

const labs = useLabs();
const remoteTo = useRemotes();

describe('NOD32, as a user who answers a question to log in and may use sudo and su, without SFTP', () => {
  let server: ServerLab;
  let remote: Remote;
  beforeAll(async () => {
    server = await labs.create('ssh-users');
    remote = await remoteTo(server, ({ host, operator }) => ({
      host: `${operator.user}@${host}`,
      env: { GATEWAY_SETUP_SSH_PASSWORD: operator.password },
    }));
    const { ssh } = remote;
    await ssh.dropIn('users', 'AuthenticationMethods keyboard-interactive');
    await ssh.withoutSftp();
    await ssh.sudoers('test', 'operator ALL=(ALL) NOPASSWD: ALL');
  });

  goesTheFullWay(() => remote, {
    changes: 12,
    open: [],
    // Where sudo wants a terminal.
    again: async () => {
      await remote.ssh.sudoers('tty', 'Defaults requiretty');
      const said = await remote.setup();
      await server.sh('rm /etc/sudoers.d/tty');
      return said;
    },
    back: async () => {
      const { reach, ssh } = remote;
      const env = { ...reach.env, GATEWAY_SETUP_BECOME_PASSWORD: ssh.root.password };
      const bySu = await remoteTo(server, { ...reach, flags: ['--become', 'su'], env });
      return bySu.product('rollback', '--yes');
    },
  });

  test('it logged in by keyboard-interactive alone', async () => {
    const log = await remote.ssh.log();
    expect(log).toMatch(/^Accepted keyboard-interactive\/pam for operator /m);
    expect(log).not.toMatch(/^Accepted (?!keyboard-interactive)/m);
  });
});
