import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { holdersOf } from '../src/products/host/ports.js';
import { isRunning } from '../src/products/host/processes.js';
import { nod32, nod32Daemon, nod32Smtp } from '../src/products/nod32/product.js';
import { isScannerInstalled } from '../src/products/scanner-facts.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';
import { judgeStandalone } from './start-scanner/judge-standalone.js';

/** Starts nod32smtp and looks at its answer on its own port, as the article's telnet does. */
export const startScanner: Step = {
  id: 'start-scanner',
  title: 'Start the scanner',
  passage: nod32Article('Installation'),
  says: 'nod32d runs already; start nod32smtp. A telnet to its port 2526 is accepted, answered with 421 and closed, because it cannot reach a mail server yet.',
  skipMeans: 'The scanner stays stopped; once it owns port 25 no mail would come in.',
  assess: (situation) => [running(situation), ...standalone(situation)],
  changes,
  probes: ({ facts }) => {
    const port = scannerPort(facts);
    return standsAlone(facts) && port !== undefined ? [{ kind: 'banner', port, expect: 421 }] : [];
  },
};

type Facts = Situation['facts'];

/** Where nod32smtp listens by its file; undefined when what stands there is no port. */
function scannerPort({ nod32: { config } }: Facts): number | undefined {
  if (config.state !== 'present') return nod32.defaults.listenPort;
  const { value } = config.value.listenPort;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Nothing is behind the proxy yet, so the article's 421 is what it must answer. */
function standsAlone(facts: Facts): boolean {
  const { config } = facts.nod32;
  if (config.state !== 'present' || facts.listening.state !== 'present') return false;
  if (Number(config.value.listenPort.value) === nod32.wanted.listenPort) return false;
  return holdersOf(facts.listening.value, Number(config.value.serverPort.value)).length === 0;
}

function running({ facts }: Situation): Finding {
  const rest = {
    wanted: 'nod32d and nod32smtp are running',
    why: 'nod32smtp takes the mail, nod32d scans it.',
  };
  if (facts.processes.state !== 'present') {
    return findingOf(startScanner, 'NOD32-RUNNING', 'unknown', {
      ...rest,
      found: 'the list of processes could not be read',
    });
  }
  const processes = facts.processes.value;
  const stopped = [nod32Daemon, nod32Smtp].filter(({ process }) => !isRunning(processes, process));
  if (stopped.length === 0)
    return findingOf(startScanner, 'NOD32-RUNNING', 'ok', { ...rest, found: 'both are running' });
  return findingOf(startScanner, 'NOD32-RUNNING', 'drift', {
    ...rest,
    found: `not running: ${stopped.map(({ process }) => process).join(', ')}`,
    remedy: stopped.map(({ script }) => `${script} start`).join(' && '),
  });
}

function standalone({ facts, evidence }: Situation): readonly Finding[] {
  if (!isScannerInstalled(facts)) return [];
  const port = scannerPort(facts);
  if (!standsAlone(facts)) {
    return [
      findingOf(startScanner, 'NOD32-STANDALONE-ANSWER', 'not-applicable', {
        wanted: '421 from a scanner with no mail server behind it',
        found: 'the scanner is connected to AXIGEN already',
        ...(port === undefined ? {} : { where: `port ${port}` }),
        why: 'It shows that the proxy is up before anything is connected to it.',
      }),
    ];
  }
  if (port === undefined) {
    return [
      findingOf(startScanner, 'NOD32-STANDALONE-ANSWER', 'unknown', {
        wanted: '421 from a scanner with no mail server behind it',
        found: 'listen_port in nod32.cfg is no port number',
        where: facts.nod32.configFile.state === 'present' ? facts.nod32.configFile.value.path : 'nod32.cfg',
        why: 'It shows that the proxy is up before anything is connected to it.',
        remedy: `Set listen_port in the section [${nod32.section}], and start nod32smtp again.`,
      }),
    ];
  }
  return [judgeStandalone(startScanner, port, evidence.banners.get(port))];
}

function changes({ facts }: Situation): readonly Change[] {
  if (!isScannerInstalled(facts) || facts.processes.state !== 'present') return [];
  const processes = facts.processes.value;
  const port = scannerPort(facts);
  return [nod32Daemon, nod32Smtp]
    .filter(({ process }) => !isRunning(processes, process))
    .map((service) => ({
      kind: 'service',
      summary: `Start ${service.title} (${service.script} start)`,
      service,
      verb: 'start',
      ...(service === nod32Smtp && port !== undefined ? { readyPort: port } : {}),
    }));
}
