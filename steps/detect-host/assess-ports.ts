import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf, isHeldBy } from '../../src/products/host/ports.js';
import type { HostFacts, ListeningPort } from '../../src/products/host-facts.js';
import { publicPort } from '../../src/products/public-port.js';
import type { Scanner } from '../../src/products/scanner.js';
import { scanners } from '../../src/products/scanners.js';
import { programsOf } from '../../src/products/service-words.js';
import { findingOf } from '../finding-of.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** The ports that matter, and the only services that may hold them. The console's carries no mail. */
function owners(scanner: Scanner, facts: HostFacts) {
  const proxy = scanner.proxy(facts);
  const { backend, ownPort, console } = scanner;
  return [
    { id: 'HOST-PORT-25', port: publicPort, services: [axigenService, proxy], mail: true },
    { id: 'HOST-PORT-BACKEND', port: backend.port, services: [axigenService], mail: true },
    { id: 'HOST-PORT-SCANNER', port: ownPort, services: [proxy], mail: true },
    ...(console === undefined
      ? []
      : ([{ id: 'HOST-PORT-CONSOLE', port: console.port, services: [proxy], mail: false }] as const)),
  ] as const;
}

export function assessPorts(
  step: ThisStep,
  scanner: Scanner,
  { facts }: Pick<Situation, 'facts'>,
): readonly Finding[] {
  const { listening } = facts;
  if (listening.state !== 'present') {
    return [
      findingOf(step, 'HOST-PORT-25', 'unknown', {
        wanted: 'the list of listening ports',
        found: listening.state === 'unreadable' ? listening.reason : 'missing',
        why: 'Without it nobody can tell who holds port 25.',
        remedy: 'Check that `netstat -ltnp` works.',
        blocks: 'could-not-look',
      }),
    ];
  }
  return owners(scanner, facts).map(({ id, port, services, mail }) => {
    const holders = holdersOf(listening.value, port);
    const strangers = holders.filter((holder) => !services.some((service) => isHeldBy(holder, service)));
    const rest = {
      wanted: `port ${port} held by ${services.map(programsOf).join(' or ')}, or free`,
      found: holders.length === 0 ? 'free' : holders.map(describe).join(', '),
      where: `port ${port}`,
      why: 'Two programs cannot hold the same port; the one that starts second fails.',
    };
    if (strangers.length === 0) return findingOf(step, id, 'ok', rest);
    if (!areKnown(scanner, facts))
      return findingOf(step, id, 'unknown', {
        ...rest,
        found: `${rest.found}; whether that is ${scanner.title} cannot be told before it is known where it is installed`,
      });
    const other = scannerHolding(strangers, scanner, facts);
    const names = strangers.map(({ program }) => program ?? 'that program').join(', ');
    return findingOf(step, id, mail ? 'drift' : 'risk', {
      ...rest,
      remedy:
        other === undefined
          ? `Stop ${names} and keep it from starting, then run gateway-setup again.`
          : `${other.title} is there already, and only one scanner can be in front of AXIGEN. Put it out of the way first: gateway-setup rollback, if gateway-setup has put it there, else by hand; or go on with it: --scanner ${other.id}.`,
      ...(mail ? { blocks: 'failed' as const } : {}),
    });
  });
}

/** A scanner whose programs are told by their folder is a stranger as long as that folder is in doubt. */
function areKnown(scanner: Scanner, facts: HostFacts): boolean {
  const byFolder = scanner.proxy(facts).process.endsWith('/');
  return !byFolder || scanner.configFile(facts).state !== 'unreadable';
}

/** The other scanner, when all of these are its. */
function scannerHolding(
  holders: readonly ListeningPort[],
  { id }: Scanner,
  facts: HostFacts,
): Scanner | undefined {
  return Object.values(scanners).find(
    (one) =>
      one.id !== id &&
      holders.every((holder) => one.services(facts).some((service) => isHeldBy(holder, service))),
  );
}

function describe({ address, port, program, pid }: ListeningPort): string {
  return `${program ?? 'an unknown program'}${pid === undefined ? '' : ` (process ${pid})`} on ${address}:${port}`;
}
