import { beforeAll, describe, expect, test } from 'vitest';
import { labAxigenPassword, labOperatorPassword } from '../../src/lab/paths.js';
import { alwaysOpen, setStandIn } from './support/imss.js';
import { type Remote, useRemotes } from './support/remote.js';
import { goesTheFullWay } from './support/remote-way.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';

const labs = useLabs();
const remoteTo = useRemotes();

describe('IMSS, on a server of 2006, as a user who gives sudo a password', () => {
  let server: ServerLab;
  let remote: Remote;
  beforeAll(async () => {
    server = await labs.create('ssh-imss', { scanner: 'imss', sshEra: '2006' });
    await setStandIn(server, { delay: '0' });
    remote = await remoteTo(server, ({ host, operator }) => ({
      host: `${operator.user}@${host}`,
      flags: ['--legacy-ssh'],
      env: { GATEWAY_SETUP_BECOME_PASSWORD: operator.password },
    }));
    // The first time sudo lectures, and keeps in a file of its own that it did.
    await remote.ssh.ssh(['sudo', '-S', 'id'], {
      flags: ['-l', remote.ssh.operator.user],
      input: `${labOperatorPassword}\n`,
    });
  });

  const seen = goesTheFullWay(() => remote, { changes: 7, open: alwaysOpen, exitCodes: [0, 2] });

  test('on the server itself, as root, setup does the same: every file, owner, mode, process and port', async () => {
    const local = await server.setup({ axigenPassword: labAxigenPassword });
    expect(local.code, local.all).toBe(0);
    expect(differences(seen.after(), await snapshot(server))).toEqual([]);
  });
});
