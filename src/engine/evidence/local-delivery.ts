import type { RelayEvidence } from '../../model/probe.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import { envelopeEvidence, helo, isAboutEnvelope, stranger } from './envelope-evidence.js';
import type { EvidenceOptions } from './gather.js';

/** Does the server take mail from a stranger to the operator's mailbox? It is asked up to RCPT, then let go. */
export async function localDelivery(
  port: number,
  { host, operator, answers: { recipient }, log, signal }: EvidenceOptions,
): Promise<RelayEvidence> {
  if (recipient === undefined) return { kind: 'broken', reason: 'no recipient was given' };
  const envelope = { helo, from: stranger.from, to: recipient };
  const { result, transcript } = await operator.waiting(
    `Asking port ${port} for mail from a stranger to ${recipient}`,
    () => askEnvelope(() => host.connect(port), envelope, { signal }),
  );
  log(`would it take mail from a stranger to ${recipient}?`, transcript);
  return envelopeEvidence(result, { tells: isAboutEnvelope });
}
