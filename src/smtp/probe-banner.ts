import { systemClock } from './clock.js';
import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { SmtpDialogue } from './dialogue.js';
import { type DialogueError, reportable } from './dialogue-error.js';
import type { BannerProbe } from './probe-types.js';
import { isPositive } from './reply.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

export interface BannerOptions extends ConversationOptions {
  /** Milliseconds that the server gets to close by itself after a greeting other than 2xx. Default 2000. */
  readonly closeWaitMs?: number | undefined;
  /** The greeting hoped for; others stand out in the transcript. Default: any below 400. */
  readonly expect?: ((code: number) => boolean) | undefined;
}

/** Connects, listens, and says QUIT where the server is still there. Never sends anything else. @throws Cancelled. */
export async function probeBanner(connect: Connect, options: BannerOptions = {}): Promise<BannerProbe> {
  const clock = options.clock ?? systemClock;
  const transcript = new Transcript();
  let connectedAt: number | undefined;
  let dialogue: SmtpDialogue | undefined;
  try {
    const stream = await connectWithin(connect, options);
    transcript.add('info', 'Connected.');
    connectedAt = clock.now();
    dialogue = new SmtpDialogue(stream, { ...options, transcript });
    const { code, lines } = await dialogue.greeting(options.expect);
    const closed = await takeLeave(dialogue, code, options.closeWaitMs ?? 2000);
    return { kind: 'answered', code, lines, closed, transcript: transcript.entries };
  } catch (error) {
    const failure = reportable(error);
    if (connectedAt === undefined) transcript.add('problem', failure.message);
    const waitedMs = connectedAt === undefined ? undefined : Math.round(clock.now() - connectedAt);
    return withoutGreeting(failure, waitedMs, transcript.entries);
  } finally {
    dialogue?.close();
  }
}

/** Whether the server closed by itself. One that greets with 2xx waits for us, so it is not waited for. */
async function takeLeave(dialogue: SmtpDialogue, code: number, closeWaitMs: number): Promise<boolean> {
  if (!isPositive(code)) {
    const closed = await dialogue.waitForClose(closeWaitMs);
    dialogue.transcript.add('info', closed ? 'The server closed the connection.' : 'Closing the connection.');
    return closed;
  }
  return (await dialogue.quit()) === undefined && dialogue.lostConnection;
}

function withoutGreeting(
  failure: DialogueError,
  waitedMs: number | undefined,
  transcript: readonly TranscriptEntry[],
): BannerProbe {
  const { reason, message, heard } = failure;
  if (heard.length > 0) return { kind: 'garbled', reason, message, lines: heard, transcript };
  if (reason === 'timeout' && waitedMs !== undefined) return { kind: 'silent', waitedMs, transcript };
  return { kind: 'refused', reason, message, transcript };
}
