import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { SmtpDialogue } from './dialogue.js';
import { reportable } from './dialogue-error.js';
import { parseEhloKeywords } from './ehlo-keywords.js';
import type { EhloProbe, EhloStage } from './probe-types.js';
import { isPositive } from './reply.js';
import { Transcript } from './transcript.js';

export interface EhloOptions extends ConversationOptions {
  /** The name to introduce ourselves with: one printable word. */
  readonly name: string;
}

/** Greeting, EHLO, QUIT. @throws Cancelled; RangeError for a name that is not one printable word. */
export async function probeEhlo(connect: Connect, options: EhloOptions): Promise<EhloProbe> {
  if (!/^[!-~]{1,255}$/.test(options.name)) throw new RangeError('the EHLO name must be one printable word');
  const transcript = new Transcript();
  let dialogue: SmtpDialogue | undefined;
  let stage: EhloStage = 'connect';
  try {
    const stream = await connectWithin(connect, options);
    transcript.add('info', 'Connected.');
    dialogue = new SmtpDialogue(stream, { ...options, transcript });
    stage = 'greeting';
    const greeting = await dialogue.greeting();
    if (!isPositive(greeting.code)) {
      await dialogue.quit();
      return { kind: 'refused', stage, reply: greeting, transcript: transcript.entries };
    }
    stage = 'ehlo';
    const reply = await dialogue.command(`EHLO ${options.name}`);
    await dialogue.quit();
    if (!isPositive(reply.code)) return { kind: 'refused', stage, reply, transcript: transcript.entries };
    const keywords = parseEhloKeywords(reply);
    return { kind: 'answered', greeting, reply, keywords, transcript: transcript.entries };
  } catch (error) {
    const { reason, message } = reportable(error);
    if (stage === 'connect') transcript.add('problem', message);
    return { kind: 'broken', stage, reason, message, transcript: transcript.entries };
  } finally {
    dialogue?.close();
  }
}
