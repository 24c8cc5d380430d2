import type { Readable } from 'node:stream';
import { Cancelled } from '../../errors.js';
import type { JobControl } from './job-control.js';

export interface PromptContext {
  readonly input: Readable;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  readonly job: JobControl;
}

/** What a prompt of the library takes. */
export type PromptStreams = Pick<PromptContext, 'input' | 'output' | 'signal'>;

type Key = { ctrl?: boolean; name?: string } | undefined;

const leaving = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/**
 * Runs one prompt. Ctrl-C, the signal and a lost terminal all become `Cancelled`. After a stop (Ctrl-Z) and
 * `fg` the question is drawn again: the line editor of the prompt pauses then and never wakes up by itself.
 */
export async function asking<T>(
  context: PromptContext,
  prompt: (streams: PromptStreams) => Promise<T>,
): Promise<T> {
  for (;;) {
    const asked = await once(context, prompt);
    if (asked.kind === 'answered') return asked.answer;
    if (asked.kind === 'suspend') await context.job.suspend();
  }
}

type Asked<T> = { readonly kind: 'answered'; readonly answer: T } | { readonly kind: 'suspend' | 'again' };

/** Ctrl-D and the end of the input close the prompt's line editor without settling it, so they are watched for here. */
async function once<T>(
  { input, output, signal, job }: PromptContext,
  prompt: (streams: PromptStreams) => Promise<T>,
): Promise<Asked<T>> {
  const gone = new AbortController();
  let after: 'suspend' | 'again' | undefined;
  const leave = () => gone.abort();
  const askAgain = (how: 'suspend' | 'again') => {
    after = how;
    gone.abort();
  };
  const onKey = (_text: string | undefined, key: Key) => {
    if (key?.ctrl !== true) return;
    if (key.name === 'd') leave();
    if (key.name !== 'z') return;
    // The line editor gets this very object next and must not stop us by itself.
    key.name = 'suspend';
    askAgain('suspend');
  };
  input.on('keypress', onKey).on('end', leave).on('close', leave);
  const offContinue = job.onContinue(() => askAgain('again'));
  const offStop = job.onStop(() => askAgain('suspend'));
  if (input.destroyed || input.readableEnded) leave();
  try {
    const streams = { input, output, signal: AbortSignal.any([signal, gone.signal]) };
    return { kind: 'answered', answer: await prompt(streams) };
  } catch (error) {
    if (!(error instanceof Error && leaving.has(error.name))) throw error;
    if (after === undefined || signal.aborted) throw new Cancelled();
    return { kind: after };
  } finally {
    input.off('keypress', onKey).off('end', leave).off('close', leave);
    offContinue();
    offStop();
  }
}
