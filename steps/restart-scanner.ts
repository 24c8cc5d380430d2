import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { holdersOf } from '../src/products/host/ports.js';
import { publicPort } from '../src/products/public-port.js';
import type { Scanner } from '../src/products/scanner.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { nameOf, restartCommand } from '../src/products/service-words.js';
import { findingOf } from './finding-of.js';
import { articleOf } from './passages.js';
import { isProxy, restartOf } from './restart-running-scanner.js';
import { judgePassingOn } from './restart-scanner/judge-passing-on.js';
import { restartOwed, servicesToRestart } from './restart-scanner/restart-owed.js';
import { servicesRun, stoppedServices } from './running-services.js';

const sections = { nod32: 'Interconnecting 2', imss: 'Interconnecting 3' } as const;
const says = {
  nod32: 'Restart nod32d, then nod32smtp: they read nod32.cfg only when they start.',
  imss: 'Restart IMSS: it reads imss.ini only when it starts.',
} as const;

/** Restarts the scanner so that it reads its configuration file again. */
export function restartScanner(scanner: Scanner): Step {
  const step = { id: 'restart-scanner', passage: articleOf(scanner, sections) } as const;
  return {
    ...step,
    title: 'Restart the scanner',
    says: says[scanner.id],
    skipMeans: 'The scanner goes on with its old settings.',
    assess: (situation) => [
      servicesRun(step, `${scanner.findings}-SERVICES`, scanner, situation.facts),
      listening(step, scanner, situation),
      judgePassingOn(step, scanner, situation),
      restartOwed(step, scanner, situation.facts),
    ],
    changes: (situation) => changes(scanner, situation),
    probes: ({ facts }) =>
      ownsPort25(scanner, facts) ? [{ kind: 'banner', port: publicPort, expect: 220 }] : [],
  };
}

function listening(step: Pick<Step, 'id' | 'passage'>, scanner: Scanner, { facts }: Situation): Finding {
  const id = `${scanner.findings}-LISTENING` as const;
  const rest = {
    wanted: `${nameOf(scanner.proxy(facts))} listens on port ${publicPort} on all addresses`,
    where: `port ${publicPort}`,
    why: `What ${scanner.configName} says counts only once ${scanner.services(facts).length === 1 ? 'the scanner has' : 'the services have'} read it.`,
  };
  if (facts.listening.state !== 'present') {
    return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
  }
  const holders = holdersOf(facts.listening.value, publicPort);
  const found =
    holders.length === 0
      ? 'nothing listens there'
      : holders.map(({ program, address }) => `${program ?? 'an unknown program'} on ${address}`).join(', ');
  if (ownsPort25(scanner, facts)) return findingOf(step, id, 'ok', { ...rest, found });
  return findingOf(step, id, 'drift', {
    ...rest,
    found,
    remedy: restartCommand(scanner.services(facts)),
  });
}

/** A scanner that runs, has port 25 and has read its file needs no restart, unless the file is edited just before. */
function changes(scanner: Scanner, { facts, edited }: Situation): readonly Change[] {
  const runs = (stoppedServices(scanner, facts) ?? []).length === 0;
  const read = servicesToRestart(scanner, facts).length === 0;
  if (ownsPort25(scanner, facts) && runs && read && !isEdited(scanner, facts, edited)) return [];
  return scanner
    .services(facts)
    .map((service) => restartOf(service, isProxy(scanner, facts, service) ? publicPort : undefined));
}

function isEdited(scanner: Scanner, facts: Situation['facts'], edited: Situation['edited']): boolean {
  const file = scanner.configFile(facts);
  return file.state === 'present' && edited?.has(file.value.path) === true;
}
