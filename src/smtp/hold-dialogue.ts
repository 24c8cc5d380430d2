import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { SmtpDialogue } from './dialogue.js';
import { reportable } from './dialogue-error.js';
import type { StagesResult } from './stages.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

type Broken = Extract<StagesResult, { readonly kind: 'broken' }>;

/** Connects, has `talk` hold the conversation, and takes leave unless it broke. @throws Cancelled; what `talk` throws. */
export async function holdDialogue<T extends { readonly kind: string }>(
  connect: Connect,
  options: ConversationOptions,
  talk: (dialogue: SmtpDialogue) => Promise<T>,
): Promise<{ readonly result: T | Broken; readonly transcript: readonly TranscriptEntry[] }> {
  const transcript = new Transcript();
  let dialogue: SmtpDialogue | undefined;
  try {
    dialogue = new SmtpDialogue(await connectWithin(connect, options), { ...options, transcript });
    const result = await talk(dialogue);
    if (result.kind !== 'broken') await dialogue.quit();
    return { result, transcript: transcript.entries };
  } catch (error) {
    const broken = { kind: 'broken', stage: 'connect', error: reportable(error) } as const;
    return { result: broken, transcript: transcript.entries };
  } finally {
    dialogue?.close();
  }
}
