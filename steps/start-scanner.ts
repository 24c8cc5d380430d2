import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { axigenService } from '../src/products/axigen/product.js';
import { holdersOf } from '../src/products/host/ports.js';
import { nod32, nod32Smtp } from '../src/products/nod32/product.js';
import { isScannerInstalled, scannerOwnsPort25 } from '../src/products/scanner-facts.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';
import { servicesRun, stoppedServices } from './running-services.js';
import { scannerPort } from './scanner-port.js';
import { judgeStandalone } from './start-scanner/judge-standalone.js';

/** Starts nod32smtp and looks at its answer on its own port, as the article's telnet does. */
export const startScanner: Step = {
  id: 'start-scanner',
  title: 'Start the scanner',
  passage: nod32Article('Installation'),
  says: 'nod32d runs already; start nod32smtp. A telnet to its port 2526 is accepted, answered with 421 and closed, because it cannot reach a mail server yet.',
  skipMeans: 'The scanner stays stopped; once it owns port 25 no mail would come in.',
  assess: (situation) => [
    servicesRun(startScanner, 'NOD32-RUNNING', situation.facts),
    ...standalone(situation),
  ],
  changes,
  probes: ({ facts }) => {
    const found = connection(facts);
    return found.kind === 'alone' ? [{ kind: 'banner', port: found.port, expect: 421 }] : [];
  },
};

type Facts = Situation['facts'];

/** What is known of the proxy and of what is behind it. */
type Connection =
  /** It was seen that it is connected. */
  | { readonly kind: 'connected' }
  /** Nothing of AXIGEN's is behind it, so the article's 421 is what it must answer on `port`. */
  | { readonly kind: 'alone'; readonly port: number }
  | { readonly kind: 'untold'; readonly reason: string; readonly where?: string; readonly remedy?: string };

function connection(facts: Facts): Connection {
  const { listening, nod32: scanner } = facts;
  if (listening.state !== 'present')
    return { kind: 'untold', reason: 'the listening ports could not be read' };
  if (scannerOwnsPort25(facts)) return { kind: 'connected' };
  const { config, configFile } = scanner;
  if (config.state !== 'present') {
    const reason = config.state === 'absent' ? 'there is no nod32.cfg' : config.reason;
    return { kind: 'untold', reason };
  }
  const behind = holdersOf(listening.value, Number(config.value.serverPort.value));
  if (behind.some(({ program }) => program === axigenService.process)) return { kind: 'connected' };
  // Where it really listens counts for more than what its file says: it may not have read it yet.
  const port =
    listening.value.find(({ program }) => program === nod32Smtp.process)?.port ?? scannerPort(facts);
  const where = configFile.state === 'present' ? configFile.value.path : 'nod32.cfg';
  if (port === undefined) {
    return {
      kind: 'untold',
      reason: 'listen_port in nod32.cfg is no port number',
      where,
      remedy: `Set listen_port in the section [${nod32.section}], and start nod32smtp again.`,
    };
  }
  if (port === nod32.wanted.listenPort)
    return {
      kind: 'untold',
      reason: 'nod32.cfg gives it port 25 already, where it does not listen yet',
      where,
    };
  return { kind: 'alone', port };
}

function standalone({ facts, evidence }: Situation): readonly Finding[] {
  if (!isScannerInstalled(facts)) return [];
  const found = connection(facts);
  if (found.kind === 'alone')
    return [judgeStandalone(startScanner, found.port, evidence.banners.get(found.port))];
  const rest = {
    wanted: '421 from a scanner with no mail server behind it',
    why: 'It shows that the proxy is up before anything is connected to it.',
  };
  if (found.kind === 'connected') {
    return [
      findingOf(startScanner, 'NOD32-STANDALONE-ANSWER', 'not-applicable', {
        ...rest,
        found: 'the scanner is connected to AXIGEN already',
      }),
    ];
  }
  const { kind: _, reason, ...more } = found;
  return [findingOf(startScanner, 'NOD32-STANDALONE-ANSWER', 'unknown', { ...rest, ...more, found: reason })];
}

function changes({ facts }: Situation): readonly Change[] {
  if (!isScannerInstalled(facts)) return [];
  const port = scannerPort(facts);
  return (stoppedServices(facts) ?? []).map((service) => ({
    kind: 'service',
    summary: `Start ${service.title} (${service.script} start)`,
    service,
    verb: 'start',
    ...(service === nod32Smtp && port !== undefined ? { readyPort: port } : {}),
  }));
}
