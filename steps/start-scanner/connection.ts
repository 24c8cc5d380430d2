import type { Situation } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf, isHeldBy } from '../../src/products/host/ports.js';
import { publicPort } from '../../src/products/public-port.js';
import type { Scanner } from '../../src/products/scanner.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { nameOf } from '../../src/products/service-words.js';

type Facts = Situation['facts'];

/** What is known of the proxy and of what is behind it. */
export type Connection =
  /** It was seen that it is connected. */
  | { readonly kind: 'connected' }
  /** Nothing of AXIGEN's is behind it, so the article's 421 is what it must answer on `port`. */
  | { readonly kind: 'alone'; readonly port: number }
  | { readonly kind: 'untold'; readonly reason: string; readonly where?: string; readonly remedy?: string };

export function connection(scanner: Scanner, facts: Facts): Connection {
  const { listening } = facts;
  if (listening.state !== 'present')
    return { kind: 'untold', reason: 'the listening ports could not be read' };
  if (ownsPort25(scanner, facts)) return { kind: 'connected' };
  const { configName } = scanner;
  const route = scanner.route(facts);
  if (route.state !== 'present') {
    const reason = route.state === 'absent' ? `there is no ${configName}` : route.reason;
    return { kind: 'untold', reason };
  }
  const behind = holdersOf(listening.value, Number(route.value.handsOn?.port ?? scanner.backend.port));
  if (behind.some((holder) => isHeldBy(holder, axigenService))) return { kind: 'connected' };
  // Where it really listens counts for more than what its file says: it may not have read it yet.
  const port = ownListener(scanner, facts) ?? scanner.listenPort(facts);
  const file = scanner.configFile(facts);
  const where = file.state === 'present' ? file.value.path : configName;
  if (port === undefined) {
    return {
      kind: 'untold',
      reason: `${configName} does not tell the port on which it listens`,
      where,
      remedy: `Set it in ${configName} as the article says, and start ${nameOf(scanner.proxy(facts))} again.`,
    };
  }
  if (port === publicPort)
    return {
      kind: 'untold',
      reason: `${configName} gives it port 25 already, where it does not listen yet`,
      where,
    };
  return { kind: 'alone', port };
}

/** Of several ports that it holds, the one that takes the mail. */
function ownListener(scanner: Scanner, facts: Facts): number | undefined {
  if (facts.listening.state !== 'present') return undefined;
  const proxy = scanner.proxy(facts);
  const held = facts.listening.value.filter((port) => isHeldBy(port, proxy)).map(({ port }) => port);
  const likely = [scanner.listenPort(facts), scanner.ownPort].find(
    (port) => port !== undefined && held.includes(port),
  );
  // What runs from below a folder may hold others as well, such as that of its console.
  return likely ?? (proxy.process.endsWith('/') ? undefined : held[0]);
}

/** Its programs run, and none of them listens where its file says. Who gets port 25, the handover decides. */
export function isSilent(scanner: Scanner, facts: Facts): boolean {
  const port = scanner.listenPort(facts);
  if (facts.listening.state !== 'present' || port === undefined || port === publicPort) return false;
  return !ownsPort25(scanner, facts) && ownListener(scanner, facts) === undefined;
}
