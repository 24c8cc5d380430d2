import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { distros } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { inLab } from '../../src/lab/paths.js';
import { expectCleanOutput } from './support/output.js';
import { program, run } from './support/run.js';
import { cleanEnvironment, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';

const labs = useLabs();
const nameOf = (id: string) => `e2e-${id.replaceAll('.', '-')}`;

const kinds = [...probeIsolations()].filter(({ obstacle }) => obstacle === undefined);
const hasNetwork = kinds.some(({ isolation }) => isolation.kind === 'namespaces');

/** Side by side where labs do not share this machine's ports: most of the time they wait. */
const sideBySide = hasNetwork ? test.concurrent : test;

/** The article's list, and the kind of package that each takes. */
const article = [
  ['fedora-core-1', 'Fedora Core 1', 'rpm'],
  ['fedora-core-2', 'Fedora Core 2', 'rpm'],
  ['fedora-core-3', 'Fedora Core 3', 'rpm'],
  ['fedora-core-4', 'Fedora Core 4', 'rpm'],
  ['fedora-core-5', 'Fedora Core 5', 'rpm'],
  ['mandrake-10.2', 'Mandrakelinux 10.2', 'rpm'],
  ['mandriva-2006', 'Mandriva 2006', 'rpm'],
  ['suse-9.0', 'SuSE Linux 9.0', 'rpm'],
  ['suse-9.3', 'SuSE Linux 9.3', 'rpm'],
  ['suse-10.0', 'SuSE Linux 10.0', 'rpm'],
  ['suse-10.1', 'SuSE Linux 10.1', 'rpm'],
  ['debian-3.1', 'Debian 3.1', 'deb'],
  ['ubuntu-5.04', 'Ubuntu 5.04', 'deb'],
  ['ubuntu-5.10', 'Ubuntu 5.10', 'deb'],
  ['ubuntu-6.06', 'Ubuntu 6.06', 'deb'],
] as const;

describe('every distribution of the article', () => {
  test('can be a lab', () => expect(distros.map(({ id }) => id)).toEqual(article.map(([id]) => id)));

  sideBySide.each(article)('%s is found, and its package is the right one', async (id, title, packages) => {
    const server = await labs.create(nameOf(id), { distro: id });
    // It ends at the first missing answer, when all has been looked at.
    const result = await server.product('setup', '--yes', '--license', `${inLab.media}/nod32.lic`);
    expect(result.code, result.all).toBe(4);
    expectCleanOutput(result);
    expect(result.out).toContain(`this server: ${title}\n`);
    expect(result.out).toMatch(/\+ (\d+) of \1 checks are good\./);
    expect(result.err).toContain('--package');
    const [file = ''] = (await server.sh(`ls ${inLab.media}`))
      .split('\n')
      .filter((name) => /nod32lms/.test(name));
    expect(file).toMatch(packages === 'rpm' ? /\.rpm$/ : /\.deb$/);
    await server.lab.down();
  });
});

describe('the whole setup, and back', () => {
  sideBySide.each([
    // The first of each kind with this machine's own rpm and dpkg where it has them, and with our stand-ins.
    { distro: 'suse-10.1', forceStandIns: false },
    { distro: 'debian-3.1', forceStandIns: false },
    { distro: 'ubuntu-6.06', forceStandIns: true },
    { distro: 'mandriva-2006', forceStandIns: true },
  ])('$distro, stand-ins: $forceStandIns', async ({ distro, forceStandIns }) => {
    const server = await labs.create(`${nameOf(distro)}-whole`, { distro, forceStandIns });
    const manager = distros.find(({ id }) => id === distro)?.packages === 'rpm' ? 'rpm' : 'dpkg';
    expect(server.lab.record.standIns.includes(manager)).toBe(forceStandIns || !findHostCommand(manager));
    const before = await snapshot(server);
    const result = await server.setup();
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    expect(result.out).toMatch(/\+ ok +TEST-MAIL-HEADER {2}X-Virus-Scanner: /);
    expect((await snapshot(server)).packages.join('\n')).toContain('nod32lms');
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expectCleanOutput(back);
    expect(differences(before, await snapshot(server))).toEqual([]);
    await server.lab.down();
  });
});

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
  const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-chroot-'));
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
