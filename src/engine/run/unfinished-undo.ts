import type { JournalEvent } from './journal.js';

/** The last undo of a run did not end well, or was cut off before its end, and nobody has gone on with the run since. Pure. */
export function lastUndoFailed(events: readonly JournalEvent[]): boolean {
  const last = events.findLast(
    ({ event }) => event === 'undo-begin' || event === 'undo-end' || event === 'intent',
  );
  return last?.event === 'undo-begin' || (last?.event === 'undo-end' && last.ok === false);
}
