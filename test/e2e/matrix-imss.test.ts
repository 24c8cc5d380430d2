import { describe, expect, test } from 'vitest';
import { type DistroId, distros } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { alwaysOpen, installerFor, setStandIn, usualRoot, waive } from './support/imss.js';
import { clientsNames, goRound, sideBySide, smtpNames } from './support/matrix.js';
import { oneLine } from './support/output.js';
import { useLabs } from './support/server-lab.js';

/** The article's list; of Red Hat Enterprise Linux 3 it names no edition and no update. */
const article: readonly (readonly [DistroId, string])[] = [
  ['rhel-3', 'Red Hat Enterprise Linux AS 3'],
  ['rhel-3-as', 'Red Hat Enterprise Linux AS 3'],
  ['rhel-3-es', 'Red Hat Enterprise Linux ES 3'],
  ['rhel-3-ws', 'Red Hat Enterprise Linux WS 3'],
  ['suse-9.0', 'SuSE Linux 9.0'],
];

const generations = ['1.2', '10'] as const;

/** "The location may differ": the usual one, one that others use, and one that only its start script tells. */
const roots = [usualRoot, '/usr/local/trend/imss', '/srv/mail-gateway/scanner'] as const;

/**
 * Both platforms of the article in both generations; the other editions of Red Hat, which differ in a word of one file, in one of
 * them each. What else may differ goes round.
 */
const combinations = article.flatMap(([distro, title], index) =>
  (distro === 'rhel-3' || distro === 'suse-9.0' ? generations : [generations[index % 2] ?? '1.2']).map(
    (axigen, turn) => ({
      distro,
      title,
      axigen,
      driver: (['file', 'cli'] as const)[(index + turn) % 2] ?? 'file',
      forceStandIns: index % 3 === 1,
      root: roots[(index + turn) % roots.length] ?? usualRoot,
      // With none its port is open before anybody has looked; with some, the wait for it is seen.
      delay: index % 2 === 0 ? '0' : '1',
      ...(axigen === '1.2'
        ? {
            smtpName: smtpNames[index % smtpNames.length] ?? 'smtpIncoming',
            clientsName: clientsNames[index % clientsNames.length] ?? 'clients',
          }
        : {}),
    }),
  ),
);

function nameOf({ distro, axigen, driver, root }: (typeof combinations)[number]): string {
  return `${distro} with AXIGEN ${axigen}, by its ${driver === 'cli' ? 'command line' : 'file'}, IMSS in ${root}`;
}

const labs = useLabs();

test('the lab plays every distribution of the article', () => {
  expect(
    distros
      .filter(({ listedFor }) => listedFor.includes('imss'))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(article.map(([id]) => id).sort());
});

describe('set up, audited, set up again, and taken back to the byte', () => {
  sideBySide.each(combinations.map((one) => [nameOf(one), one] as const))(
    '%s',
    async (_name, { distro, title, driver, root, delay, forceStandIns, ...request }) => {
      const name = `i-${distro}-${request.axigen}`.replaceAll('.', '-');
      const server = await labs.create(name, { scanner: 'imss', distro, forceStandIns, ...request });
      expect(server.lab.record.standIns.includes('rpm')).toBe(forceStandIns || !findHostCommand('rpm'));
      await setStandIn(server, { delay });
      const elsewhere = root === usualRoot ? [] : ['--installer', await installerFor(server, root)];
      await waive(server, 'IMSS-CONSOLE-EXPOSED');
      const { first, standing } = await goRound(server, {
        flags: ['--axigen-driver', driver, ...elsewhere],
        title,
        header: /\+ ok +TEST-MAIL-HEADER {2}X-imss-version: /,
        open: alwaysOpen,
      });
      expect(oneLine(first.out)).toContain(`+ ok IMSS-ROOT ${root}`);
      expect(standing.processes).toContain('root imss-standin');
      await server.lab.down();
    },
  );
});
