import type { Connect, ConversationOptions } from './connect.js';
import type { SmtpDialogue } from './dialogue.js';
import { parseEhloKeywords } from './ehlo-keywords.js';
import { holdDialogue } from './hold-dialogue.js';
import type { Reply } from './reply.js';
import { logInToSmtp, type SmtpCredentials, usableMechanisms } from './smtp-login.js';
import { checkEnvelope, type Envelope, envelopeSteps, runStages, type StagesResult } from './stages.js';
import type { TranscriptEntry } from './transcript.js';

export type AuthenticatedResult =
  | StagesResult
  /** No AUTH is offered, or only with mechanisms that we do not speak. */
  | { readonly kind: 'no-login'; readonly offered: string };

/**
 * Asks whether a server takes mail from one address to another for who has logged in: the envelope up to RCPT with AUTH
 * before it, then QUIT. No message is sent, and the password stays out of the transcript.
 * @throws Cancelled; RangeError as `checkEnvelope` and `logInToSmtp`.
 */
export async function askAuthenticated(
  connect: Connect,
  envelope: Envelope,
  credentials: SmtpCredentials,
  options: ConversationOptions = {},
): Promise<{ readonly result: AuthenticatedResult; readonly transcript: readonly TranscriptEntry[] }> {
  checkEnvelope(envelope);
  return holdDialogue(connect, options, (dialogue) => inTurn(dialogue, envelope, credentials));
}

async function inTurn(
  dialogue: SmtpDialogue,
  envelope: Envelope,
  credentials: SmtpCredentials,
): Promise<AuthenticatedResult> {
  const steps = envelopeSteps(dialogue, envelope);
  const greeted = await runStages(steps.filter(({ stage }) => stage === 'greeting' || stage === 'ehlo'));
  if (greeted.kind !== 'passed') return greeted;
  const [first, ...more] = usableMechanisms(parseEhloKeywords(greeted.reply));
  if (first === undefined) return { kind: 'no-login', offered: offeredLogins(greeted.reply) };
  const login = {
    stage: 'auth',
    say: () => logInToSmtp(dialogue, [first, ...more], credentials),
    accepts: (code: number) => code === 235,
  } as const;
  return runStages([login, ...steps.filter(({ stage }) => stage === 'mail' || stage === 'rcpt')]);
}

function offeredLogins(reply: Reply): string {
  const lines = parseEhloKeywords(reply).filter(({ keyword }) => keyword === 'AUTH');
  return [...new Set(lines.flatMap(({ params }) => params))].join(' ');
}
