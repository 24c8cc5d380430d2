import { describe, expect, test } from 'vitest';
import { type DistroId, distros } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { audit, openFindings } from './support/audit.js';
import { alwaysOpen, installerFor, setStandIn, usualRoot, waive } from './support/imss.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { useLabs } from './support/server-lab.js';
import { differences, snapshot, touched } from './support/snapshot.js';

/** The article's list; of Red Hat Enterprise Linux 3 it names no edition and no update. */
const article: readonly (readonly [DistroId, string])[] = [
  ['rhel-3', 'Red Hat Enterprise Linux AS 3'],
  ['rhel-3-as', 'Red Hat Enterprise Linux AS 3'],
  ['rhel-3-es', 'Red Hat Enterprise Linux ES 3'],
  ['rhel-3-ws', 'Red Hat Enterprise Linux WS 3'],
  ['suse-9.0', 'SuSE Linux 9.0'],
];

/** Names that the facts think possible for the SMTP-In service in version 1.2, and that AXIGEN's client set may have. */
const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'] as const;
const clientsNames = ['clients', 'smtpClients'] as const;

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
const hasNetwork = [...probeIsolations()].some(
  ({ isolation, obstacle }) => obstacle === undefined && isolation.kind === 'namespaces',
);
/** Side by side where labs do not share this machine's ports: most of the time they wait. */
const sideBySide = hasNetwork ? test.concurrent : test;

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
      const before = await snapshot(server);

      const flags = ['--axigen-driver', driver, ...elsewhere];
      const first = await server.setup({ flags });
      expect(first.code, first.all).toBe(0);
      expectCleanOutput(first);
      expect(first.out).toContain(`this server: ${title}\n`);
      expect(first.out).toMatch(/\+ ok +TEST-MAIL-HEADER {2}X-imss-version: /);
      expect(oneLine(first.out)).toContain(`+ ok IMSS-ROOT ${root}`);

      const audited = await audit(server);
      expect(openFindings(audited), audited.said.all).toEqual(alwaysOpen);
      expect(audited.said.code, 'what is open is waived').toBe(0);

      const standing = await snapshot(server);
      expect(standing.processes).toContain('root imss-standin');
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
