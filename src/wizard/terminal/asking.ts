import type { Readable } from 'node:stream';
import { Cancelled } from '../../errors.js';

export interface PromptContext {
  readonly input: Readable;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

const leaving = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/**
 * Runs one prompt. Ctrl-C, the signal and a lost terminal all become `Cancelled`. Ctrl-D and the end of
 * the input close the prompt's line editor without settling it, so they are watched for here.
 */
export async function asking<T>(
  context: PromptContext,
  prompt: (context: PromptContext) => Promise<T>,
): Promise<T> {
  const { input, signal } = context;
  const gone = new AbortController();
  const leave = () => gone.abort();
  const onKey = (_text: string | undefined, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') leave();
  };
  input.on('keypress', onKey).on('end', leave).on('close', leave);
  if (input.destroyed || input.readableEnded) leave();
  try {
    return await prompt({ ...context, signal: AbortSignal.any([signal, gone.signal]) });
  } catch (error) {
    if (error instanceof Error && leaving.has(error.name)) throw new Cancelled();
    throw error;
  } finally {
    input.off('keypress', onKey).off('end', leave).off('close', leave);
  }
}
