import { describe, expect, test } from 'vitest';
import { type DistroId, distros } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { audit, openFindings } from './support/audit.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { useLabs } from './support/server-lab.js';
import { differences, snapshot, touched } from './support/snapshot.js';

/** The article's list, and the kind of package that each takes. */
const article: readonly (readonly [DistroId, string, 'rpm' | 'dpkg'])[] = [
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
  ['debian-3.1', 'Debian 3.1', 'dpkg'],
  ['ubuntu-5.04', 'Ubuntu 5.04', 'dpkg'],
  ['ubuntu-5.10', 'Ubuntu 5.10', 'dpkg'],
  ['ubuntu-6.06', 'Ubuntu 6.06', 'dpkg'],
];

/** Names that the facts think possible for the SMTP-In service in version 1.2, and that AXIGEN's client set may have. */
const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'] as const;
const clientsNames = ['clients', 'smtpClients'] as const;

/**
 * Every distribution. What else may differ goes round: both generations meet both ways to configure AXIGEN on both package
 * managers, real ones and stand-ins, and each possible name is seen.
 */
const combinations = article.map(([distro, title, manager], index) => ({
  distro,
  title,
  manager,
  axigen: (['1.2', '10'] as const)[index % 2] ?? '1.2',
  driver: (['file', 'file', 'cli', 'cli'] as const)[index % 4] ?? 'file',
  forceStandIns: index % 5 === 4,
  ...(index % 2 === 0
    ? {
        smtpName: smtpNames[(index / 2) % smtpNames.length] ?? 'smtpIncoming',
        clientsName: clientsNames[Math.floor(index / 8)] ?? 'clients',
      }
    : {}),
}));

function nameOf({ distro, axigen, driver }: (typeof combinations)[number]): string {
  return `${distro} with AXIGEN ${axigen}, by its ${driver === 'cli' ? 'command line' : 'file'}`;
}

const labs = useLabs();
const hasNetwork = [...probeIsolations()].some(
  ({ isolation, obstacle }) => obstacle === undefined && isolation.kind === 'namespaces',
);
/** Side by side where labs do not share this machine's ports: most of the time they wait. */
const sideBySide = hasNetwork ? test.concurrent : test;

test('the lab plays every distribution of the article', () => {
  expect(distros.filter(({ listedFor }) => listedFor.includes('nod32')).map(({ id }) => id)).toEqual(
    article.map(([id]) => id),
  );
});

describe('set up, audited, set up again, and taken back to the byte', () => {
  sideBySide.each(combinations.map((one) => [nameOf(one), one] as const))(
    '%s',
    async (_name, { distro, title, manager, driver, forceStandIns, ...request }) => {
      const name = `m-${distro}-${request.axigen}`.replaceAll('.', '-');
      const server = await labs.create(name, { distro, forceStandIns, ...request });
      expect(server.lab.record.standIns.includes(manager)).toBe(forceStandIns || !findHostCommand(manager));
      const before = await snapshot(server);

      const flags = ['--axigen-driver', driver];
      const first = await server.setup({ flags });
      expect(first.code, first.all).toBe(0);
      expectCleanOutput(first);
      expect(first.out).toContain(`this server: ${title}\n`);
      expect(first.out).toMatch(/\+ ok +TEST-MAIL-HEADER {2}X-Virus-Scanner: /);

      const audited = await audit(server);
      expect(openFindings(audited), audited.said.all).toEqual([]);
      expect(audited.said.code).toBe(0);

      const standing = await snapshot(server);
      const second = await server.setup({ flags });
      expect(second.code, second.all).toBe(0);
      expect(oneLine(second.out)).toContain('0 changes, 0 restarts');
      const still = await snapshot(server);
      expect(differences(standing, still)).toEqual([]);
      expect(touched(standing, still)).toEqual([]);

      const back = await server.product('rollback', '--yes');
      expect(back.code, back.all).toBe(0);
      expectCleanOutput(back);
      expect(differences(before, await snapshot(server))).toEqual([]);
      await server.lab.down();
    },
  );
});
