import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { labAxigenPassword } from '../../src/lab/paths.js';
import { oneLine } from './support/output.js';
import { channelsOf, type Remote, useRemotes } from './support/remote.js';
import { goesTheFullWay } from './support/remote-way.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';

const labs = useLabs();
const remoteTo = useRemotes();

describe('NOD32, on a server of 2006, as root with a key', () => {
  let server: ServerLab;
  let remote: Remote;
  beforeAll(async () => {
    server = await labs.create('ssh-nod32', { sshEra: '2006' });
    remote = await remoteTo(server, { flags: ['--legacy-ssh'] });
  });

  test('its old algorithms are not used before somebody says so', async () => {
    const careful = await remoteTo(server);
    const said = await careful.product('audit');
    expect([said.code, said.out]).toEqual([4, '']);
    expect(oneLine(said.err)).toMatch(/key exchange.*--legacy-ssh/);
  });

  const seen = goesTheFullWay(() => remote, {
    changes: 12,
    open: [],
    first: (said) => {
      for (const file of ['nod32\\.lic', 'nod32lms-\\S+\\.rpm'])
        expect(said.all).toMatch(new RegExp(`^ *Uploading ${file} \\(\\d+ KiB\\)`, 'm'));
    },
  });

  test('history and the answers of the run are read over the same way', async () => {
    const history = await remote.product('history');
    expect(history.code, history.all).toBe(0);
    expect(oneLine(history.out)).toMatch(/-nod32 taken back; begun .* changed: place-license/);
    const answers = await remote.product('answers', '--run', 'latest');
    expect(answers.code, answers.all).toBe(0);
    expect(answers.out).toMatch(/^recipient = alice@example\.test$/m);
  });

  test('a plan that is made over SSH is carried out over SSH, with the same result', async () => {
    const plan = join(remote.home, 'plan.json');
    const planned = await remote.product('plan', '--answers', remote.answers, '-o', plan);
    expect(planned.code, planned.all).toBe(2);
    const applied = await remote.product('apply', plan, '--yes');
    expect(applied.code, applied.all).toBe(0);
    expect(differences(seen.after(), await snapshot(server))).toEqual([]);
    expect(await server.sh('ls -A /var/lib/gateway-setup')).toBe('runs\n');
  });

  test('verify and audit end well, with few channels', async () => {
    const verified = await remote.product('verify', '--answers', remote.answers);
    expect(verified.code, verified.all).toBe(0);
    const { said } = await remote.audit('--verbose');
    expect(said.code, said.all).toBe(0);
    expect(channelsOf(said)).toEqual({ commands: 1, connections: expect.any(Number), files: 0 });
    expect(channelsOf(said).connections).toBeLessThan(10);
  });

  test('with --ssh-config and no ~/.ssh/config everything is taken back as well', async () => {
    const flags = ['--legacy-ssh', '--ssh-config', remote.ssh.configFile];
    const elsewhere = await remoteTo(server, { flags, config: '' });
    const back = await elsewhere.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(seen.before(), await snapshot(server))).toEqual([]);
  });

  test('on the server itself setup does the same: every file, owner, mode, process and port', async () => {
    const local = await server.setup({ axigenPassword: labAxigenPassword });
    expect(local.code, local.all).toBe(0);
    expect(differences(seen.after(), await snapshot(server))).toEqual([]);
  });
});
