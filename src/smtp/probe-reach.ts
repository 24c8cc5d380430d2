import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { reportable } from './dialogue-error.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

/**
 * Whether a port lets us connect. Plain data, texts safe to show.
 * - reached: the connection was accepted, whatever became of it: a reset is what cuts one off (before, it would be a refusal);
 * - refused: the machine said that nothing accepts connections there;
 * - not-known: no answer, or something on the way said no.
 */
export type ReachProbe = { readonly transcript: readonly TranscriptEntry[] } & (
  | { readonly kind: 'reached' }
  | { readonly kind: 'refused' | 'not-known'; readonly reason: string }
);

/** Connects and hangs up; not a byte is sent. @throws Cancelled. */
export async function probeReach(connect: Connect, options: ConversationOptions = {}): Promise<ReachProbe> {
  const transcript = new Transcript();
  try {
    const stream = await connectWithin(connect, options);
    // It may be cut from the other side before we are gone: that it was there is all that is asked.
    stream.on('error', () => undefined);
    stream.destroy();
    transcript.add('info', 'Connected. Closing the connection.');
    return { kind: 'reached', transcript: transcript.entries };
  } catch (error) {
    const { reason, message } = reportable(error);
    transcript.add('problem', message);
    if (reason === 'reset') return { kind: 'reached', transcript: transcript.entries };
    const kind = reason === 'refused' ? 'refused' : 'not-known';
    return { kind, reason: message, transcript: transcript.entries };
  }
}
