import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from './clock.js';
import { DialogueError, dialogueError } from './dialogue-error.js';

/** Opens one new connection each time: a socket, or a channel of an SSH connection. */
export type Connect = () => Promise<Duplex>;

export interface ConversationOptions {
  /** Milliseconds for the connection, and for each answer; > 0. Default 15 000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for the whole conversation; > 0. Default 60 000. */
  readonly totalMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

export const defaultTimeoutMs = 15_000;
export const defaultTotalMs = 60_000;

/**
 * Connects, but waits no longer than `timeoutMs`. A connection that comes too late is closed unused.
 * @throws DialogueError refused, unreachable, reset, timeout, cancelled.
 */
export function connectWithin<T extends Duplex>(
  connect: () => Promise<T>,
  options: ConversationOptions = {},
): Promise<T> {
  const { timeoutMs = defaultTimeoutMs, signal, clock = systemClock } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new DialogueError('cancelled'));
      return;
    }
    let waiting = true;
    const settle = (): boolean => {
      if (!waiting) return false;
      waiting = false;
      callOff();
      signal?.removeEventListener('abort', onAbort);
      return true;
    };
    const giveUp = (error: DialogueError) => {
      if (settle()) reject(error);
    };
    const onAbort = () => giveUp(new DialogueError('cancelled'));
    const callOff = clock.after(timeoutMs, () =>
      giveUp(new DialogueError('timeout', { message: 'the connection was not established in time' })),
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    connect().then(
      (stream) => {
        if (settle()) resolve(stream);
        else discard(stream);
      },
      (error: unknown) => giveUp(dialogueError(error)),
    );
  });
}

function discard(stream: Duplex): void {
  stream.on('error', () => undefined);
  stream.destroy();
}
