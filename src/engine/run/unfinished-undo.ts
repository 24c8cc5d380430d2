import { isStepId, type StepId } from '../../model/step-id.js';
import type { JournalEvent } from './journal.js';

/** An undo that did not end well, or was cut off before its end: undo.sh is to run once more. */
export interface UnfinishedUndo {
  /** The first of the steps that it was to take back; undefined: all of them. */
  readonly to?: StepId;
}

/**
 * The undo that nobody has repeated to a good end, nor gone on from; one that had something in its way, and so has not begun, changes
 * nothing of that. Pure.
 * @param steps those that stand
 */
export function unfinishedUndo(
  events: readonly JournalEvent[],
  steps: readonly StepId[],
): UnfinishedUndo | undefined {
  const since = events.slice(
    events.findLastIndex(({ event, ok }) => event === 'intent' || (event === 'undo-end' && ok === true)) + 1,
  );
  const begun = since.findLast(({ event }) => event === 'undo-begin');
  // A full disk may have kept its beginning out of the journal.
  if (steps.length === 0) return begun !== undefined || since.some(isBadEnd) ? {} : undefined;
  if (begun === undefined) return undefined;
  // undo.sh writes the names of its shell functions.
  const to = begun.to?.replaceAll('_', '-') ?? '';
  const first = events.find(({ event }) => event === 'step')?.step;
  return isStepId(to) && to !== first ? { to } : {};
}

/** What runs it once more. Pure. */
export function repeatCommand(run: string, { to }: UnfinishedUndo): string {
  return `gateway-setup rollback --run ${run}${to === undefined ? '' : ` --to ${to}`}`;
}

function isBadEnd({ event, ok }: JournalEvent): boolean {
  return event === 'undo-end' && ok === false;
}
