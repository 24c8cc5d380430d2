import type { Change, RunService } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { findingOf } from './finding-of.js';
import { articleOf } from './passages.js';
import { isProxy, restartOf } from './restart-running-scanner.js';
import { servicesRun, stoppedServices } from './running-services.js';
import { connection, isSilent } from './start-scanner/connection.js';
import { causesOfSilence, judgeStandalone, standaloneWish } from './start-scanner/judge-standalone.js';
import { isStarting } from './start-scanner/starting.js';

const sections = { nod32: 'Installation', imss: 'Prerequisites' } as const;

const says = {
  nod32:
    'nod32d runs already; start nod32smtp. A telnet to its port 2526 is accepted, answered with 421 and closed, because it cannot reach a mail server yet.',
  imss: 'Start IMSS with its script S99ISIMSS, and give it half a minute to start its services. A telnet to its port 10025 is accepted, answered with 421 and closed, because it cannot reach a mail server yet.',
} as const;

/** Starts the scanner and looks at its answer on its own port, as the article's telnet does. */
export function startScanner(scanner: Scanner): Step {
  const step = { id: 'start-scanner', passage: articleOf(scanner, sections) } as const;
  return {
    ...step,
    title: 'Start the scanner',
    says: says[scanner.id],
    skipMeans: 'The scanner stays stopped; once it owns port 25 no mail would come in.',
    likelyCauses: causesOfSilence(scanner),
    assess: (situation) => [
      servicesRun(step, `${scanner.findings}-RUNNING`, scanner, situation.facts),
      ...standalone(step, scanner, situation),
    ],
    changes: (situation) => changes(scanner, situation),
    probes: ({ facts }) => {
      const found = connection(scanner, facts);
      return found.kind === 'alone' ? [{ kind: 'banner', port: found.port, expect: 421 }] : [];
    },
  };
}

function standalone(
  step: Pick<Step, 'id' | 'passage'>,
  scanner: Scanner,
  { facts, evidence }: Situation,
): readonly Finding[] {
  if (!scanner.isInstalled(facts)) return [];
  const id = `${scanner.findings}-STANDALONE-ANSWER` as const;
  const found = connection(scanner, facts);
  if (found.kind === 'alone') {
    const probe = evidence.banners.get(found.port);
    return [judgeStandalone(step, scanner, found.port, probe, isSilent(scanner, facts))];
  }
  const rest = { wanted: '421 from a scanner with no mail server behind it', why: standaloneWish.why };
  if (found.kind === 'connected') {
    return [
      findingOf(step, id, 'not-applicable', {
        ...rest,
        found: 'the scanner is connected to AXIGEN already',
      }),
    ];
  }
  const { kind: _, reason, ...more } = found;
  return [findingOf(step, id, 'unknown', { ...rest, ...more, found: reason })];
}

/** What runs without listening: it is given its time after its start; after that it got stuck, and is started anew. */
function awakened(scanner: Scanner, facts: Situation['facts'], port: number | undefined): RunService {
  const service = scanner.proxy(facts);
  if (!isStarting(scanner, facts)) return restartOf(service, port);
  return {
    kind: 'service',
    summary: `Wait until ${service.title}, which was started a moment ago, opens port ${port ?? scanner.ownPort}`,
    service,
    verb: 'start',
    readyPort: port ?? scanner.ownPort,
  };
}

/** What does not run is started. */
function changes(scanner: Scanner, { facts }: Situation): readonly Change[] {
  if (!scanner.isInstalled(facts)) return [];
  const stopped = stoppedServices(scanner, facts);
  if (stopped === undefined) return [];
  const port = scanner.listenPort(facts);
  if (stopped.length === 0) return isSilent(scanner, facts) ? [awakened(scanner, facts, port)] : [];
  return stopped.map((service) => ({
    kind: 'service',
    summary: `Start ${service.title} (${service.script} start)`,
    service,
    verb: 'start',
    ...(isProxy(scanner, facts, service) && port !== undefined ? { readyPort: port } : {}),
  }));
}
