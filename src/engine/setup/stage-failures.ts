import { relaysForOutside } from '../../../steps/close-open-relay/from-outside.js';
import type { Finding } from '../../model/finding.js';
import type { OutsideEvidence } from '../../model/outside.js';

/** How the server looked from outside before this run's handover; undefined: there was none, or nobody could look. */
export type OutsideBefore = OutsideEvidence | undefined;

/**
 * The findings for which a stage has failed.
 * @param unproven what could not be seen is no reason to believe in the stage: the handover. Pure.
 */
export function failuresOf(
  findings: readonly Finding[],
  { unproven, before }: { readonly unproven: boolean; readonly before: OutsideBefore },
): readonly Finding[] {
  return findings.filter((finding) =>
    finding.vantage === 'outside'
      ? becameWorse(finding, before)
      : finding.verdict === 'drift' ||
        finding.blocks !== undefined ||
        (unproven && finding.verdict === 'unknown'),
  );
}

/**
 * What is seen from outside has causes of which no stage knows, such as a firewall or the operator's own network. A stage
 * answers for it only when it was good before the handover, or, of an open relay, was not known to be open. Pure.
 */
export function becameWorse(finding: Finding, before: OutsideBefore): boolean {
  if (before?.kind !== 'direct') return false;
  if (relaysForOutside(finding)) return before.relay?.kind !== 'accepted';
  const { banner } = before;
  const greeted = banner?.kind === 'answered' && banner.code === 220;
  return finding.id === 'OUTSIDE-BANNER' && finding.verdict === 'drift' && greeted;
}
