import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { SmtpDialogue } from './dialogue.js';
import { reportable } from './dialogue-error.js';
import type { SendResult } from './probe-types.js';
import { checkEnvelope, type Envelope, envelopeSteps, messageSteps, runStages } from './stages.js';
import { Transcript } from './transcript.js';

export interface SendOptions extends Envelope, ConversationOptions {
  /** The message with its headers; any ends of line. */
  readonly message: Uint8Array;
}

/**
 * Delivers one message to one recipient.
 * @throws Cancelled (whether the message was taken is then not known); RangeError for addresses that are none.
 */
export async function sendMessage(connect: Connect, options: SendOptions): Promise<SendResult> {
  checkEnvelope(options);
  const transcript = new Transcript();
  let dialogue: SmtpDialogue | undefined;
  try {
    const stream = await connectWithin(connect, options);
    transcript.add('info', 'Connected.');
    dialogue = new SmtpDialogue(stream, { ...options, transcript });
    const steps = [...envelopeSteps(dialogue, options), ...messageSteps(dialogue, options.message)];
    const result = await runStages(steps);
    if (result.kind === 'broken') {
      const { reason, message } = result.error;
      return { kind: 'broken', stage: result.stage, reason, message, transcript: transcript.entries };
    }
    await dialogue.quit();
    if (result.kind === 'refused') return { ...result, transcript: transcript.entries };
    return { kind: 'accepted', reply: result.reply, transcript: transcript.entries };
  } catch (error) {
    const { reason, message } = reportable(error);
    transcript.add('problem', message);
    return { kind: 'broken', stage: 'connect', reason, message, transcript: transcript.entries };
  } finally {
    dialogue?.close();
  }
}
