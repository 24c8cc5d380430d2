import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { holdersOf } from '../src/products/host/ports.js';
import { nod32, nod32Daemon, nod32Smtp } from '../src/products/nod32/product.js';
import { scannerOwnsPort25 } from '../src/products/scanner-facts.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';
import { restartOf } from './restart-running-scanner.js';
import { judgePassingOn } from './restart-scanner/judge-passing-on.js';
import { restartOwed, servicesToRestart } from './restart-scanner/restart-owed.js';
import { servicesRun, stoppedServices } from './running-services.js';

/** Restarts nod32d and nod32smtp so that they read nod32.cfg again. */
export const restartScanner: Step = {
  id: 'restart-scanner',
  title: 'Restart the scanner',
  passage: nod32Article('Interconnecting 2'),
  says: 'Restart nod32d, then nod32smtp: they read nod32.cfg only when they start.',
  skipMeans: 'The scanner goes on with its old settings.',
  assess: (situation) => [
    servicesRun(restartScanner, 'NOD32-SERVICES', situation.facts),
    listening(situation),
    judgePassingOn(restartScanner, situation),
    restartOwed(restartScanner, situation.facts),
  ],
  changes,
  probes: ({ facts }) =>
    scannerOwnsPort25(facts) ? [{ kind: 'banner', port: nod32.wanted.listenPort, expect: 220 }] : [],
};

function listening({ facts }: Situation): Finding {
  const rest = {
    wanted: 'nod32smtp listens on port 25 on all addresses',
    where: 'port 25',
    why: 'What nod32.cfg says counts only once the services have read it.',
  };
  if (facts.listening.state !== 'present') {
    return findingOf(restartScanner, 'NOD32-LISTENING', 'unknown', {
      ...rest,
      found: 'the listening ports could not be read',
    });
  }
  const holders = holdersOf(facts.listening.value, nod32.wanted.listenPort);
  const found =
    holders.length === 0
      ? 'nothing listens there'
      : holders.map(({ program, address }) => `${program ?? 'an unknown program'} on ${address}`).join(', ');
  if (scannerOwnsPort25(facts)) return findingOf(restartScanner, 'NOD32-LISTENING', 'ok', { ...rest, found });
  return findingOf(restartScanner, 'NOD32-LISTENING', 'drift', {
    ...rest,
    found,
    remedy: `${nod32Daemon.script} restart && ${nod32Smtp.script} restart`,
  });
}

/** A scanner that runs, has port 25 and has read its file needs no restart, unless the file is edited just before. */
function changes({ facts, edited }: Situation): readonly Change[] {
  const runs = (stoppedServices(facts) ?? []).length === 0;
  const read = servicesToRestart(facts).length === 0;
  if (scannerOwnsPort25(facts) && runs && read && !isEdited(facts, edited)) return [];
  return [restartOf(nod32Daemon), restartOf(nod32Smtp, nod32.wanted.listenPort)];
}

function isEdited({ nod32: { configFile } }: Situation['facts'], edited: Situation['edited']): boolean {
  return configFile.state === 'present' && edited?.has(configFile.value.path) === true;
}
