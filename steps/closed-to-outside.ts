import type { OutsideProbe, OutsideSeen } from '../src/model/outside.js';
import type { Evidence } from '../src/model/probe.js';
import { holdersOf } from '../src/products/host/ports.js';
import type { HostFacts } from '../src/products/host-facts.js';
import { answeredByAnother, type Judged, saysNothing } from './from-outside.js';

/** A port on which nobody listens need not be tried. Where nobody could look, somebody may. */
export function listensOn({ listening }: Pick<HostFacts, 'listening'>, port: number): boolean {
  return listening.state !== 'present' || holdersOf(listening.value, port).length > 0;
}

export function reachIfListening(
  facts: Pick<HostFacts, 'listening'>,
  port: number,
): readonly Omit<OutsideProbe, 'kind'>[] {
  return listensOn(facts, port) ? [{ look: 'reach', port }] : [];
}

/** A port that nobody outside should reach. `remedy`: what to do when somebody can. */
export function judgeClosed(
  { facts, evidence }: { readonly facts: Pick<HostFacts, 'listening'>; readonly evidence: Evidence },
  { reached }: OutsideSeen,
  port: number,
  remedy: string,
): Judged {
  if (!listensOn(facts, port)) return { verdict: 'not-applicable', found: 'nothing listens there' };
  const seen = reached.get(port);
  if (seen === undefined) return { verdict: 'unknown', found: 'not tried yet' };
  const another = answeredByAnother(evidence);
  if (another !== undefined) return saysNothing(another);
  switch (seen.kind) {
    case 'reached':
      return { verdict: 'risk', found: 'it can be reached from here', remedy };
    case 'refused':
      return { verdict: 'ok', found: `closed to this machine: ${seen.reason}` };
    case 'not-known':
      return {
        verdict: 'unknown',
        found: `not reached from here: ${seen.reason}`,
        remedy:
          'A firewall that keeps this machine out says nothing of others: look into its rules, or try from another network. Once you know that nobody reaches the port who should not, waive this finding.',
      };
  }
}
