import type { RelayEvidence } from '../../model/probe.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import { replyText } from '../../smtp/reply.js';
import type { EvidenceOptions } from './gather.js';

/** Reserved names (RFC 2606): nobody's mail, and not local to any server. */
const stranger = { helo: 'localhost', from: 'gateway-setup@example.org', to: 'nobody@example.net' } as const;

/** Would the server take mail from a stranger to a stranger? It is asked up to RCPT, then let go. */
export async function relay(
  port: number,
  { host, operator, log, signal }: EvidenceOptions,
): Promise<RelayEvidence> {
  const { result, transcript } = await operator.waiting(`Asking port ${port} to relay for a stranger`, () =>
    askEnvelope(() => host.connect(port), stranger, { signal }),
  );
  log('would it relay for a stranger?', transcript);
  if (result.kind === 'broken') return { kind: 'broken', reason: result.error.message };
  const reply = replyText(result.reply);
  if (result.kind === 'refused') {
    // Busy, or not willing to talk at all, says nothing of whom it would take mail for.
    const final = result.reply.code >= 500 && (result.stage === 'mail' || result.stage === 'rcpt');
    if (!final) return { kind: 'broken', reason: `it broke off at ${result.stage}: ${reply}` };
    return { kind: 'refused', stage: result.stage, reply };
  }
  return { kind: 'accepted', stage: 'rcpt', reply };
}
