import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { Evidence, Probe } from '../../model/probe.js';
import { probeBanner } from '../../smtp/probe-banner.js';
import { probeEhlo } from '../../smtp/probe-ehlo.js';
import type { EhloProbe } from '../../smtp/probe-types.js';
import type { Operator } from '../operator.js';
import { authRelay } from './auth-relay.js';
import { askAxigenCli } from './axigen-cli.js';
import { eicar } from './eicar.js';
import { localDelivery } from './local-delivery.js';
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
  for (const probe of probes) evidence = await withProbe(evidence, probe, options);
  return evidence;
}

async function withProbe(known: Evidence, probe: Probe, options: EvidenceOptions): Promise<Evidence> {
  switch (probe.kind) {
    case 'banner':
      return withBanner(known, probe, options);
    case 'ehlo':
      return { ...known, ehlo: await ehlo(probe.port, options) };
    case 'relay':
      return { ...known, relay: await relay(probe.port, options) };
    case 'local-delivery':
      return { ...known, localDelivery: await localDelivery(probe.port, options) };
    case 'auth-relay':
      return { ...known, authRelay: await authRelay(probe.port, options) };
    case 'axigen-cli':
      return { ...known, axigenCli: await askAxigenCli(options) };
    case 'eicar':
      return { ...known, eicar: await eicar(probe.port, options) };
    case 'test-mail':
      return { ...known, testMail: await testMail(probe.port, options) };
  }
}

async function ehlo(port: number, { host, operator, log, signal }: EvidenceOptions): Promise<EhloProbe> {
  const seen = await operator.waiting(`Asking port ${port} for its ESMTP extensions`, () =>
    probeEhlo(() => host.connect(port), { name: 'localhost', signal }),
  );
  log(`EHLO on port ${port}`, seen.transcript);
  return seen;
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
