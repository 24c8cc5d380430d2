import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { Evidence, Probe } from '../../model/probe.js';
import { publicPort } from '../../products/public-port.js';
import { probeBanner } from '../../smtp/probe-banner.js';
import { probeEhlo } from '../../smtp/probe-ehlo.js';
import type { EhloProbe } from '../../smtp/probe-types.js';
import type { TranscriptEntry } from '../../smtp/transcript.js';
import type { Operator } from '../operator.js';
import { administrator } from './administrator.js';
import { authRelay } from './auth-relay.js';
import { askAxigenCli } from './axigen-cli.js';
import { askConsole } from './console.js';
import { eicar } from './eicar.js';
import { localDelivery } from './local-delivery.js';
import { notifications } from './notifications.js';
import { lookFromOutside, outsideOf } from './outside.js';
import { relay } from './relay.js';
import { type ProofLog, testMail } from './test-mail.js';

/** What live looks need of the operator: something to show while they wait, and a word on a message that came. */
export type Attendant = Pick<Operator, 'waiting' | 'confirmTestMail' | 'confirmEicar' | 'walkThrough'>;

export interface EvidenceOptions {
  readonly host: Host;
  readonly operator: Attendant;
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly log: ProofLog;
  readonly signal: AbortSignal;
}

/** What one probe saw, put to what is known. */
type Seen = (known: Evidence) => Evidence;

/**
 * Makes the probes that are asked for, and adds what they saw to what is known. Dialogues that only ask are
 * held side by side; those that send a message or may have to ask a person come after them, one by one.
 */
export async function gather(
  known: Evidence,
  probes: readonly Probe[],
  options: EvidenceOptions,
): Promise<Evidence> {
  const asking = probes.filter((probe) => !isAlone(probe) && !wouldBeRefused(probe, known));
  const seen = await (asking.length > 1
    ? options.operator.waiting(waitingFor(asking), () => sideBySide(asking, options))
    : sideBySide(asking, options, options.operator));
  let evidence = seen.reduce((all, add) => add(all), known);
  for (const probe of probes.filter(isAlone)) {
    if (!isSaidAlready(probe, evidence)) evidence = (await look(probe, options))(evidence);
  }
  return evidence;
}

/** It sends a message, or may have to ask a person. */
function isAlone({ kind }: Probe): boolean {
  return kind === 'test-mail' || kind === 'eicar' || kind === 'notifications';
}

/** Who has said once that it is done is not asked again. */
function isSaidAlready({ kind }: Probe, { notifications: said }: Evidence): boolean {
  return kind === 'notifications' && said === 'done';
}

/** AXIGEN hangs up, and logs, for every wrong password: one is not tried twice. */
function wouldBeRefused({ kind }: Probe, { axigenCli }: Evidence): boolean {
  return kind === 'axigen-cli' && axigenCli?.kind === 'not-usable' && axigenCli.loginRefused === true;
}

function waitingFor(probes: readonly Probe[]): string {
  const inside = probes.filter(({ kind }) => kind !== 'outside');
  const outside = portsOf(probes.filter(({ kind }) => kind === 'outside'));
  const cli = probes.some(({ kind }) => kind === 'axigen-cli') ? ['AXIGEN\u2019s command line'] : [];
  const asked = [
    ...portsOf(inside),
    ...cli,
    ...outside.map((port, index) => (index === 0 ? `from outside ${port}` : port)),
  ].join(', ');
  return `${probes.length} dialogues side by side: ${asked}`;
}

function portsOf(probes: readonly Probe[]): readonly string[] {
  const ports = new Set(probes.flatMap((probe) => ('port' in probe ? [probe.port] : [])));
  return [...ports].map((port) => `port ${port}`);
}

/**
 * One wait is shown for all of them, so none of them shows its own; what they log comes in the order in which
 * they were asked for. None is left behind when another fails.
 */
async function sideBySide(
  probes: readonly Probe[],
  options: EvidenceOptions,
  operator: Attendant = { ...options.operator, waiting: (_text, work) => work(() => {}) },
): Promise<readonly Seen[]> {
  const logged = probes.map(() => [] as (readonly [string, readonly TranscriptEntry[]])[]);
  const results = await Promise.allSettled(
    probes.map((probe, index) =>
      look(probe, { ...options, operator, log: (...entry) => void logged[index]?.push(entry) }),
    ),
  );
  for (const entry of logged.flat()) options.log(...entry);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function look(probe: Probe, options: EvidenceOptions): Promise<Seen> {
  switch (probe.kind) {
    case 'banner':
      return banner(probe, options);
    case 'ehlo': {
      const seen = await ehlo(probe.port, options);
      return adding(probe.port === publicPort ? { ehlo: seen } : { backendEhlo: seen });
    }
    case 'relay':
      return adding({ relay: await relay(probe.port, options) });
    case 'local-delivery':
      return adding({ localDelivery: await localDelivery(probe.port, options) });
    case 'auth-relay':
      return adding({ authRelay: await authRelay(probe.port, options) });
    case 'axigen-cli':
      return adding({ axigenCli: await askAxigenCli(options) });
    case 'console':
      return adding({ console: await askConsole(probe.port, options) });
    case 'administrator':
      return adding({ administrator: await administrator(probe.port, options) });
    case 'notifications': {
      const said = await notifications(options);
      return adding(said === undefined ? {} : { notifications: said });
    }
    case 'eicar':
      return adding({ eicar: await eicar(probe.port, options) });
    case 'test-mail':
      return adding({ testMail: await testMail(probe.port, options) });
    case 'outside':
      return fromOutside(probe, options);
  }
}

function adding(seen: Partial<Evidence>): Seen {
  return (known) => ({ ...known, ...seen });
}

/** Without a way to look from outside nothing is seen, and nothing is wrong with that. */
async function fromOutside(
  probe: Extract<Probe, { kind: 'outside' }>,
  options: EvidenceOptions,
): Promise<Seen> {
  const { outside } = options.host;
  if (outside?.kind !== 'direct') return (known) => known;
  const add = await lookFromOutside(probe, outside, options);
  return (known) => ({
    ...known,
    outside: add(known.outside?.kind === 'direct' ? known.outside : outsideOf(outside)),
  });
}

async function ehlo(port: number, { host, operator, log, signal }: EvidenceOptions): Promise<EhloProbe> {
  const seen = await operator.waiting(`Asking port ${port} for its ESMTP extensions`, () =>
    probeEhlo(() => host.connect(port), { name: 'localhost', signal }),
  );
  log(`EHLO on port ${port}`, seen.transcript);
  return seen;
}

async function banner(
  { port, expect }: Extract<Probe, { kind: 'banner' }>,
  options: EvidenceOptions,
): Promise<Seen> {
  const { host, operator, signal, log } = options;
  const seen = await operator.waiting(`Connecting to port ${port}`, () =>
    probeBanner(() => host.connect(port), { signal, closeWaitMs: 3000, expect: (code) => code === expect }),
  );
  log(`telnet localhost ${port}`, seen.transcript);
  return (known) => ({ ...known, banners: new Map([...known.banners, [port, seen]]) });
}
