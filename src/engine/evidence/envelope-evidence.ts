import type { RelayEvidence } from '../../model/probe.js';
import { replyText } from '../../smtp/reply.js';
import type { StagesResult } from '../../smtp/stages.js';

/** Reserved names (RFC 2606): nobody's mail, and not local to any server. */
export const stranger = { from: 'gateway-setup@example.org', to: 'nobody@example.net' } as const;

/** How we introduce ourselves. */
export const helo = 'localhost';

/**
 * What an envelope tells of whom the server takes mail for. Busy, or not willing to talk at all, says nothing of that; whether
 * to be put off (4xx) does depends on what was asked.
 */
export function envelopeEvidence(
  result: StagesResult,
  { tells }: { readonly tells: (stage: StagesStage, code: number) => boolean },
): RelayEvidence {
  if (result.kind === 'broken') return { kind: 'broken', reason: result.error.message };
  const reply = replyText(result.reply);
  if (result.kind === 'passed') return { kind: 'accepted', stage: 'rcpt', reply };
  if (!tells(result.stage, result.reply.code))
    return { kind: 'broken', reason: `it broke off at ${result.stage}: ${reply}` };
  return { kind: 'refused', stage: result.stage, reply };
}

type StagesStage = Extract<StagesResult, { kind: 'refused' }>['stage'];

/** Refused because of who would get mail from whom. */
export function isAboutEnvelope(stage: StagesStage): boolean {
  return stage === 'mail' || stage === 'rcpt';
}
