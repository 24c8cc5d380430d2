import { describe, expect, test } from 'vitest';
import { type DistroId, distros } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { clientsNames, goRound, sideBySide, smtpNames } from './support/matrix.js';
import { useLabs } from './support/server-lab.js';

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
  // Setup itself ends well only where nothing is open; of each pair of generation and way one is audited as well.
  audited: index % 3 === 0,
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

test('the lab plays every distribution of the article', () => {
  expect(distros.filter(({ listedFor }) => listedFor.includes('nod32')).map(({ id }) => id)).toEqual(
    article.map(([id]) => id),
  );
});

describe('set up, audited, set up again, and taken back to the byte', () => {
  sideBySide.each(combinations.map((one) => [nameOf(one), one] as const))(
    '%s',
    async (_name, { distro, title, manager, driver, forceStandIns, audited, ...request }) => {
      const name = `m-${distro}-${request.axigen}`.replaceAll('.', '-');
      const server = await labs.create(name, { distro, forceStandIns, ...request });
      expect(server.lab.record.standIns.includes(manager)).toBe(forceStandIns || !findHostCommand(manager));
      await goRound(server, {
        flags: ['--axigen-driver', driver],
        title,
        header: /\+ ok +TEST-MAIL-HEADER {2}X-Virus-Scanner: /,
        ...(audited ? { open: [] } : {}),
      });
      await server.lab.down();
    },
  );
});
