import type { Connect, ConversationOptions } from './connect.js';
import { holdDialogue } from './hold-dialogue.js';
import { checkEnvelope, type Envelope, envelopeSteps, runStages, type StagesResult } from './stages.js';
import type { TranscriptEntry } from './transcript.js';

/**
 * Asks whether a server takes mail from one address to another: the envelope up to RCPT, then QUIT. No
 * message is sent. @throws Cancelled; RangeError as `checkEnvelope`.
 */
export async function askEnvelope(
  connect: Connect,
  envelope: Envelope,
  options: ConversationOptions = {},
): Promise<{ readonly result: StagesResult; readonly transcript: readonly TranscriptEntry[] }> {
  checkEnvelope(envelope);
  return holdDialogue(connect, options, (dialogue) => runStages(envelopeSteps(dialogue, envelope)));
}
