import { beforeAll, describe, expect, test } from 'vitest';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { setStandIn } from './support/imss.js';
import { laterThanThePeriod } from './support/period-commands.js';
import { type Ran, ranOverSsh, record } from './support/recorder.js';
import { type Remote, useRemotes } from './support/remote.js';
import { useLabs } from './support/server-lab.js';

const labs = useLabs();
const remoteTo = useRemotes();

let remote: Remote;
let ran: () => readonly Ran[];

/** Everything that changes the server, or looks at it. */
async function useAll(): Promise<void> {
  const withAnswers = ['--answers', remote.answers];
  const verbs = [
    ['setup', '--yes', ...withAnswers],
    ['audit', ...withAnswers],
    ['verify', ...withAnswers],
    ['history'],
    ['rollback', '--yes'],
  ] as const;
  for (const [verb, ...words] of verbs) {
    const said = await remote.product(verb, ...words);
    if (verb === 'setup') expect(said.all).toMatch(/^Done on /m);
    if (verb === 'rollback') expect(said.code, said.all).toBe(0);
  }
}

function expectThePeriod(): void {
  const calls = ranOverSsh(ran()).map(({ words }) => words);
  expect(calls.length).toBeGreaterThan(100);
  expect(laterThanThePeriod(calls)).toEqual([]);
}

describe('NOD32, on Debian, where sh is no bash', () => {
  beforeAll(async () => {
    const server = await labs.create('commands', { distro: 'debian-3.1' });
    remote = await remoteTo(server);
    const dash = findHostCommand('dash');
    if (dash === undefined) throw new Error('this machine has no dash');
    ran = record(server, dash);
  });

  test('nothing runs on it but what a server of 2003 has', async () => {
    await useAll();
    expectThePeriod();
  });

  test('what it has not would be seen', async () => {
    const before = ran().length;
    const calls = [
      '/usr/bin/factor 7',
      '/usr/bin/stat --printf=%s /etc/passwd',
      '/bin/sed -i s/a/a/ /tmp/one',
      '/bin/cp -T /tmp/one /tmp/two',
    ];
    await remote.ssh.ssh([`touch /tmp/one; sh -c '${calls.join('; ')}'`]);
    const seen = ranOverSsh(ran().slice(before)).map(({ words }) => words);
    expect(laterThanThePeriod(seen)).toEqual(['/bin/touch /tmp/one', ...calls]);
  });
});

describe('IMSS, for who gives sudo a password, without SFTP and with forwarding off', () => {
  beforeAll(async () => {
    const server = await labs.create('commands-imss', { scanner: 'imss' });
    await setStandIn(server, { delay: '0' });
    remote = await remoteTo(server, ({ host, operator }) => ({
      host: `${operator.user}@${host}`,
      env: { GATEWAY_SETUP_BECOME_PASSWORD: operator.password },
    }));
    await remote.ssh.withoutSftp();
    await remote.ssh.dropIn('bare', 'AllowTcpForwarding no');
    ran = record(server);
  });

  test('nothing runs on it but what a server of 2003 has', async () => {
    await useAll();
    expectThePeriod();
  });
});
