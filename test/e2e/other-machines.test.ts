import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { makeQuickFolder } from '../support/quick-folder.js';
import { expectCleanOutput } from './support/output.js';
import { program, run } from './support/run.js';
import { cleanEnvironment, useLabs } from './support/server-lab.js';

const labs = useLabs();

const kinds = [...probeIsolations()].filter(({ obstacle }) => obstacle === undefined);
const hasNetwork = kinds.some(({ isolation }) => isolation.kind === 'namespaces');

describe('a distribution that is not on the list', () => {
  test('with the operator\u2019s consent it goes on, and keeps saying so', async () => {
    const server = await labs.create('e2e-unlisted', { distro: 'fedora-core-4' });
    await server.sh('rm /etc/fedora-release; echo "Somebody\u2019s Linux 3" > /etc/redhat-release');
    const result = await server.setup({ flags: ['--accept-distribution'] });
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    expect(result.out).toMatch(/! risk +HOST-DISTRIBUTION/);
    await server.lab.down();
  });
});

test('in a chroot, as where a machine allows no namespaces', async () => {
  // A chroot shares this machine's ports; where we may, we give it a network of its own to share.
  const apart = hasNetwork ? ['unshare', '--net', '--'] : [];
  const folder = makeQuickFolder('gateway-setup-chroot-');
  const env = { ...cleanEnvironment(), GATEWAY_SETUP_LABS: join(folder, 'labs') };
  const up = 'ip link set lo up 2>/dev/null || ifconfig lo 127.0.0.1 up; exec "$@"';
  const lab = (...words: readonly string[]) =>
    run(
      [
        ...apart,
        '/bin/sh',
        '-c',
        hasNetwork ? up : 'exec "$@"',
        'sh',
        process.execPath,
        program,
        'lab',
        ...words,
      ],
      {
        env,
      },
    );
  try {
    const result = await lab('--name', 'e2e-chroot', '--isolation', 'chroot', '--yes');
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    expect(result.out).toMatch(/\+ ok +TEST-MAIL-HEADER {2}X-Virus-Scanner: /);
  } finally {
    const down = await lab('down', '--name', 'e2e-chroot');
    expect(down.code, down.all).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});
