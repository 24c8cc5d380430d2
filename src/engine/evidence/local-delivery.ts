import type { RelayEvidence } from '../../model/probe.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import { envelopeEvidence, helo, isAboutEnvelope, stranger } from './envelope-evidence.js';
import type { EvidenceOptions } from './gather.js';

/** Does the server take mail from a stranger to the operator's mailbox? */
export async function localDelivery(port: number, options: EvidenceOptions): Promise<RelayEvidence> {
  const { recipient } = options.answers;
  if (recipient === undefined) return { kind: 'broken', reason: 'no recipient was given' };
  return takesMailFor(port, recipient, options);
}

/** Does the server take mail from a stranger to an address? It is asked up to RCPT, then let go. */
export async function takesMailFor(
  port: number,
  address: string,
  { host, operator, log, signal }: EvidenceOptions,
): Promise<RelayEvidence> {
  const envelope = { helo, from: stranger.from, to: address };
  const { result, transcript } = await operator.waiting(
    `Asking port ${port} for mail from a stranger to ${address}`,
    () => askEnvelope(() => host.connect(port), envelope, { signal }),
  );
  log(`would it take mail from a stranger to ${address}?`, transcript);
  return envelopeEvidence(result, { tells: isAboutEnvelope });
}
