import type { Fact } from '../../host/fact.js';
import { type AxigenConfig, listenerSetting } from '../../products/axigen/config.js';
import { axigenService } from '../../products/axigen/product.js';
import { isHeldBy } from '../../products/host/ports.js';
import type { HostFacts, ListeningPort } from '../../products/host-facts.js';
import { publicPort } from '../../products/public-port.js';
import type { Scanner, ScannerRoute } from '../../products/scanner.js';
import { scanners } from '../../products/scanners.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** The mail's path as the survey found it, as it will be, and what it was read from. */
export function mailPath(
  { facts, scanner }: { readonly facts: HostFacts; readonly scanner: Scanner },
  paint: Paint,
): string[] {
  return [
    ...mailPathNow(facts, paint),
    '  and when this is done:',
    ...drawn(pathAfter(scanner), paint),
    ...notes(facts, scanner).flatMap((note) => wrap(escapeControl(note), paint.width, '  * ', '    ')),
  ];
}

/** The mail's path as the survey found it, alone. */
export function mailPathNow(facts: HostFacts, paint: Paint): string[] {
  return ["  The mail's path now:", ...drawn(pathNow(facts), paint)];
}

function drawn(hops: readonly string[], paint: Paint): string[] {
  const path = hops.map((hop) => escapeControl(hop, 200)).join(` ${paint.signs.arrow} `);
  return wrap(path, paint.width, '    ', '      ');
}

function pathAfter({ title, backend }: Scanner): readonly string[] {
  return [
    'internet',
    `port ${publicPort}`,
    `${title} (scans)`,
    `${backend.address}:${backend.port}`,
    'AXIGEN',
    'mailboxes',
  ];
}

/** Where on the mail's path something is; what cannot be told is none of them. */
export type Place = 'front' | 'scanner' | 'backend' | 'axigen' | 'mailboxes';

export interface Hop {
  readonly text: string;
  readonly place?: Place;
}

const outside: Hop = { text: 'internet' };
const front: Hop = { text: `port ${publicPort}`, place: 'front' };
const atAxigen: readonly Hop[] = [
  { text: 'AXIGEN', place: 'axigen' },
  { text: 'mailboxes', place: 'mailboxes' },
];

/** From outside to the mailboxes, as far as what was read tells. */
export function pathNow(facts: HostFacts): string[] {
  return hopsNow(facts).map(({ text }) => text);
}

/** The same, with the place of each hop. */
export function hopsNow(facts: HostFacts): readonly Hop[] {
  const { listening } = facts;
  if (listening.state !== 'present')
    return [outside, front, { text: 'not known (the listening ports could not be read)' }];
  const onFront = onPort(listening.value, publicPort);
  const holders = [...new Set(onFront.map((port) => port.program ?? 'an unknown program'))];
  const [first] = onFront;
  if (first === undefined) return [outside, front, { text: 'nothing listens there' }];
  const scanner = Object.values(scanners).find((one) =>
    onFront.every((port) => isHeldBy(port, one.proxy(facts))),
  );
  if (scanner !== undefined)
    return [
      outside,
      front,
      { text: scanner.title, place: 'scanner' },
      ...behindScanner(scanner, facts, listening.value),
    ];
  if (holders.length > 1) return [outside, front, { text: `several programs: ${holders.join(', ')}` }];
  if (isHeldBy(first, axigenService)) return [outside, front, ...atAxigen];
  // Whoever is not root does not see whose it is.
  if (first.program === undefined && first.executable === undefined)
    return [outside, front, { text: 'not known (the program that listens there could not be named)' }];
  return [outside, front, { text: `${holders.join('')} (neither AXIGEN nor the scanner)` }];
}

function behindScanner(
  scanner: Scanner,
  facts: HostFacts,
  listening: readonly ListeningPort[],
): readonly Hop[] {
  const route = scanner.route(facts);
  if (route.state !== 'present') return [{ text: `not known (${scanner.configName} could not be read)` }];
  const { handsOn } = route.value;
  if (handsOn === undefined) return [{ text: `not known (${scanner.configName} does not tell)` }];
  const next: Hop = { text: `${handsOn.address}:${handsOn.port}`, place: 'backend' };
  const behind = onPort(listening, Number(handsOn.port))[0];
  if (behind === undefined) return [next, { text: 'nothing listens there' }];
  return isHeldBy(behind, axigenService)
    ? [next, ...atAxigen]
    : [next, { text: behind.program ?? 'an unknown program' }];
}

function onPort(listening: readonly ListeningPort[], port: number): readonly ListeningPort[] {
  return listening.filter((one) => one.port === port);
}

/** What the picture was read from, one sentence each. */
function notes(facts: HostFacts, scanner: Scanner): string[] {
  const others = Object.values(scanners).filter(({ id }) => id !== scanner.id);
  return [
    ...portNotes(facts.listening),
    axigenNote(facts),
    scannerNote(facts, scanner),
    ...others.filter((other) => other.isInstalled(facts)).map((other) => scannerNote(facts, other)),
  ];
}

function portNotes(listening: HostFacts['listening']): string[] {
  if (listening.state !== 'present') {
    return [
      listening.state === 'absent' ? 'Listening ports: none found.' : `Listening ports: ${listening.reason}`,
    ];
  }
  return onPort(listening.value, publicPort).map(({ address, port, program, pid }) => {
    const holder = program === undefined ? 'a program that could not be named' : program;
    return `${address}:${port} is held by ${holder}${pid === undefined ? '' : ` (process ${pid})`}.`;
  });
}

function axigenNote({ axigen }: HostFacts): string {
  const version = axigen.package.state === 'present' ? ` ${axigen.package.value.version}` : '';
  return `AXIGEN${version}: ${told(axigen.config, 'axigen.cfg', listenersOf)}`;
}

function listenersOf({ listeners }: AxigenConfig): string {
  if (listeners === undefined) return 'axigen.cfg names no listeners, so its default 127.0.0.1:25 counts.';
  if (listeners.length === 0) return 'axigen.cfg has an empty set of listeners.';
  const each = listeners.map((listener) =>
    listenerSetting(listener, 'enable') === 'yes' ? listener.address : `${listener.address} (switched off)`,
  );
  return `axigen.cfg lets it listen on ${each.join(', ')}.`;
}

function scannerNote(facts: HostFacts, scanner: Scanner): string {
  const { title, configName } = scanner;
  const route = scanner.route(facts);
  const version = scanner.version(facts);
  if (!scanner.isInstalled(facts) && version === undefined && route.state === 'absent')
    return `${title}: not installed.`;
  return `${title}${version === undefined ? '' : ` ${version}`}: ${told(route, configName, routeNote(configName))}`;
}

function routeNote(configName: string): (route: ScannerRoute) => string {
  return ({ listens, handsOn }) => {
    const next =
      handsOn === undefined
        ? 'where it hands on is not told'
        : `hand on to ${handsOn.address}:${handsOn.port}`;
    return `${configName} lets it listen on ${listens.address}:${listens.port}${handsOn === undefined ? '; ' : ' and '}${next}.`;
  };
}

function told<T>(fact: Fact<T>, file: string, tell: (value: T) => string): string {
  if (fact.state === 'present') return tell(fact.value);
  return fact.state === 'absent' ? `${file} is not there.` : `${file} could not be read: ${fact.reason}`;
}
