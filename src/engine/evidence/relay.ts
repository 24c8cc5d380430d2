import type { RelayEvidence } from '../../model/probe.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import type { StagesResult } from '../../smtp/stages.js';
import { envelopeEvidence, helo, stranger } from './envelope-evidence.js';
import type { EvidenceOptions } from './gather.js';

/**
 * Would the server take mail from a stranger to a stranger? It is asked up to RCPT, then let go. Where the stranger is
 * refused as a sender (SPF, say) that says nothing of the relaying: then it is asked without one, as a bounce has none.
 */
export async function relay(port: number, options: EvidenceOptions): Promise<RelayEvidence> {
  const asked = await ask(port, stranger.from, options);
  const refused = asked.kind === 'refused' && asked.stage === 'mail' && asked.reply.code >= 500;
  // Put off for now is not refused for good: it must never be taken for a closed relay.
  return envelopeEvidence(refused ? await ask(port, '', options) : asked, {
    tells: (stage, code) => code >= 500 && stage === 'rcpt',
  });
}

async function ask(
  port: number,
  from: string,
  { host, operator, log, signal }: EvidenceOptions,
): Promise<StagesResult> {
  const envelope = { helo, from, to: stranger.to };
  const { result, transcript } = await operator.waiting(`Asking port ${port} to relay for a stranger`, () =>
    askEnvelope(() => host.connect(port), envelope, { signal }),
  );
  log('would it relay for a stranger?', transcript);
  return result;
}
