import type { AtWork, JournalEvent, RunSummary } from './journal.js';

/** A handover that nobody confirmed in time: the server has begun to take it back by itself. */
export interface FiredUndo {
  /** ISO 8601, by the target's clock. */
  readonly at: string;
  /**
   * under-way: it is at work; cut-off: it ended before it came to an end; taken-back-since: it could not take everything back, or was
   * cut off, and an undo after it could.
   */
  readonly outcome: 'under-way' | 'taken-back' | 'not-taken-back' | 'cut-off' | 'taken-back-since';
  /** Somebody has gone on with the run since, or has taken it back. */
  readonly dealtWith: boolean;
}

/** @param standing the steps of the run that stand. Pure. */
export function firedIn(
  events: readonly JournalEvent[],
  standing: ReadonlySet<string>,
  atWork: AtWork | undefined,
): { readonly fired?: FiredUndo } {
  const index = events.findLastIndex(({ event }) => event === 'armed-undo-fired');
  const event = events[index];
  if (event === undefined) return {};
  const since = events.slice(index + 1);
  const count = (what: string) => since.filter((one) => one.event === what).length;
  const time = new Date(event.at * 1000);
  return {
    fired: {
      at: Number.isNaN(time.getTime()) ? '' : time.toISOString(),
      outcome: outcomeOf(since, event.to !== undefined && standing.has(event.to), atWork),
      dealtWith: Math.max(count('undo-begin'), count('undo-end')) > 1 || count('intent') > 0,
    },
  };
}

function outcomeOf(
  since: readonly JournalEvent[],
  stands: boolean,
  atWork: AtWork | undefined,
): FiredUndo['outcome'] {
  const first = since.findIndex(({ event }) => event === 'undo-end');
  const isOwn = since.slice(0, Math.max(first, 0)).filter(({ event }) => event === 'undo-begin').length < 2;
  if (isOwn && since[first]?.ok === true) return 'taken-back';
  if (!stands && since.findLast(({ event }) => event === 'undo-end')?.ok === true) return 'taken-back-since';
  if (atWork === 'taking-back' || (atWork === 'armed' && hasJustFired(since))) return 'under-way';
  return isOwn && since[first] !== undefined ? 'not-taken-back' : 'cut-off';
}

/**
 * The folder, which is looked at before the journal is read, still says that it is armed: at the deadline both are true of one
 * moment each. With a step begun since it is another one that is armed now.
 */
function hasJustFired(since: readonly JournalEvent[]): boolean {
  return since.every(({ event }) => event === 'undo-begin' || event === 'undone');
}

/**
 * The runs of which whoever comes next must know that a handover of theirs was never confirmed: what the server could not
 * take back; what has nobody who would; and, until somebody has gone on from there, what it has taken back. Pure.
 */
export function unconfirmed(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ fired, unwatched }, index) => {
    if (unwatched === true) return true;
    if (fired === undefined) return false;
    if (fired.outcome === 'not-taken-back' || fired.outcome === 'cut-off' || fired.outcome === 'under-way')
      return true;
    return index === runs.length - 1 && !fired.dealtWith;
  });
}
