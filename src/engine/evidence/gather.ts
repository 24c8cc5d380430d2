import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { Evidence, Probe } from '../../model/probe.js';
import { probeBanner } from '../../smtp/probe-banner.js';
import type { Operator } from '../operator.js';
import { relay } from './relay.js';
import { type ProofLog, testMail } from './test-mail.js';

export interface EvidenceOptions {
  readonly host: Host;
  readonly operator: Operator;
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly log: ProofLog;
  readonly signal: AbortSignal;
}

/** Makes the probes that a step asks for, and adds what they saw to what is known. */
export async function gather(
  known: Evidence,
  probes: readonly Probe[],
  options: EvidenceOptions,
): Promise<Evidence> {
  let evidence = known;
  for (const probe of probes) {
    if (probe.kind === 'banner') evidence = await withBanner(evidence, probe, options);
    else if (probe.kind === 'relay') evidence = { ...evidence, relay: await relay(probe.port, options) };
    else evidence = { ...evidence, testMail: await testMail(probe.port, options) };
  }
  return evidence;
}

async function withBanner(
  known: Evidence,
  { port, expect }: Extract<Probe, { kind: 'banner' }>,
  options: EvidenceOptions,
): Promise<Evidence> {
  const { host, operator, signal, log } = options;
  const seen = await operator.waiting(`Connecting to port ${port}`, () =>
    probeBanner(() => host.connect(port), { signal, closeWaitMs: 3000, expect: (code) => code === expect }),
  );
  log(`telnet localhost ${port}`, seen.transcript);
  return { ...known, banners: new Map([...known.banners, [port, seen]]) };
}
