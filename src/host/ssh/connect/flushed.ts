import type { Writable } from 'node:stream';

/** Milliseconds that a good-bye may take: a line that is stuck is cut. */
const mostMs = 500;

/** Settles when everything that was written is on its way, or the stream is gone. The stream must have been ended. */
export function flushed(stream: Writable): Promise<void> {
  if (stream.writableFinished || stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, mostMs);
    for (const event of ['finish', 'close']) {
      stream.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
    }
  });
}
