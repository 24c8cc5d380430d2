import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { SmtpDialogue } from './dialogue.js';
import { reportable } from './dialogue-error.js';
import { checkEnvelope, type Envelope, envelopeSteps, runStages, type StagesResult } from './stages.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

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
  const transcript = new Transcript();
  let dialogue: SmtpDialogue | undefined;
  try {
    dialogue = new SmtpDialogue(await connectWithin(connect, options), { ...options, transcript });
    const result = await runStages(envelopeSteps(dialogue, envelope));
    if (result.kind !== 'broken') await dialogue.quit();
    return { result, transcript: transcript.entries };
  } catch (error) {
    return {
      result: { kind: 'broken', stage: 'connect', error: reportable(error) },
      transcript: transcript.entries,
    };
  } finally {
    dialogue?.close();
  }
}
