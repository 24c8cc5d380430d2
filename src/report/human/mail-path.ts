import type { Fact } from '../../host/fact.js';
import { type AxigenConfig, listenerSetting } from '../../products/axigen/config.js';
import { axigenService } from '../../products/axigen/product.js';
import type { HostFacts, ListeningPort } from '../../products/host-facts.js';
import type { Nod32Config } from '../../products/nod32/config.js';
import { backend, nod32Smtp } from '../../products/nod32/product.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

const smtpPort = 25;

/** The mail's path as the survey found it, as it will be, and what it was read from. */
export function mailPath(facts: HostFacts, paint: Paint): string[] {
  return [
    ...mailPathNow(facts, paint),
    '  and when this is done:',
    ...drawn(pathAfter, paint),
    ...notes(facts).flatMap((note) => wrap(escapeControl(note), paint.width, '  * ', '    ')),
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

const pathAfter = [
  'internet',
  'port 25',
  'NOD32 (scans)',
  `${backend.address}:${backend.port}`,
  'AXIGEN',
  'mailboxes',
];

/** Where on the mail's path something is; what cannot be told is none of them. */
export type Place = 'front' | 'scanner' | 'backend' | 'axigen' | 'mailboxes';

export interface Hop {
  readonly text: string;
  readonly place?: Place;
}

const outside: Hop = { text: 'internet' };
const front: Hop = { text: `port ${smtpPort}`, place: 'front' };
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
  const holders = [
    ...new Set(onPort(listening.value, smtpPort).map((port) => port.program ?? 'an unknown program')),
  ];
  if (holders.length === 0) return [outside, front, { text: 'nothing listens there' }];
  if (holders.length > 1) return [outside, front, { text: `several programs: ${holders.join(', ')}` }];
  const [holder = ''] = holders;
  if (holder === axigenService.process) return [outside, front, ...atAxigen];
  if (holder !== nod32Smtp.process)
    return [outside, front, { text: `${holder} (neither AXIGEN nor the scanner)` }];
  return [outside, front, { text: 'NOD32', place: 'scanner' }, ...behindScanner(facts, listening.value)];
}

function behindScanner(facts: HostFacts, listening: readonly ListeningPort[]): readonly Hop[] {
  const config = facts.nod32.config;
  if (config.state !== 'present') return [{ text: 'not known (nod32.cfg could not be read)' }];
  const { serverAddress, serverPort } = config.value;
  const next: Hop = { text: `${serverAddress.value}:${serverPort.value}`, place: 'backend' };
  const behind = onPort(listening, Number(serverPort.value))[0];
  if (behind === undefined) return [next, { text: 'nothing listens there' }];
  return behind.program === axigenService.process
    ? [next, ...atAxigen]
    : [next, { text: behind.program ?? 'an unknown program' }];
}

function onPort(listening: readonly ListeningPort[], port: number): readonly ListeningPort[] {
  return listening.filter((one) => one.port === port);
}

/** What the picture was read from, one sentence each. */
function notes(facts: HostFacts): string[] {
  return [...portNotes(facts.listening), axigenNote(facts), scannerNote(facts)];
}

function portNotes(listening: HostFacts['listening']): string[] {
  if (listening.state !== 'present') {
    return [
      listening.state === 'absent' ? 'Listening ports: none found.' : `Listening ports: ${listening.reason}`,
    ];
  }
  return onPort(listening.value, smtpPort).map(({ address, port, program, pid }) => {
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

function scannerNote({ nod32 }: HostFacts): string {
  if (nod32.package.state === 'absent' && nod32.config.state === 'absent') return 'NOD32: not installed.';
  const version = nod32.package.state === 'present' ? ` ${nod32.package.value.version}` : '';
  return `NOD32${version}: ${told(nod32.config, 'nod32.cfg', scannerRoute)}`;
}

function scannerRoute({ listenAddress, listenPort, serverAddress, serverPort }: Nod32Config): string {
  const front = `${listenAddress.value}:${listenPort.value}`;
  return `nod32.cfg lets it listen on ${front} and hand on to ${serverAddress.value}:${serverPort.value}.`;
}

function told<T>(fact: Fact<T>, file: string, tell: (value: T) => string): string {
  if (fact.state === 'present') return tell(fact.value);
  return fact.state === 'absent' ? `${file} is not there.` : `${file} could not be read: ${fact.reason}`;
}
