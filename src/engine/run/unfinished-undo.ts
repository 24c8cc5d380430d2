import { isStepId, type StepId } from '../../model/step-id.js';
import type { JournalEvent, RunSummary } from './journal.js';

/** An undo that did not end well, or was cut off before its end: undo.sh is to run once more. */
export interface UnfinishedUndo {
  /** The first of the steps that it was to take back; undefined: all of them. */
  readonly to?: StepId;
  /** The id of a later run that stands, and is to be taken back before that. */
  readonly under?: string;
}

/**
 * The undo, the furthest back if there are several, that nobody has repeated to a good end, nor gone on from; one that had something in
 * its way, and so has not begun, changes nothing of that. A good undo of a smaller part looks after that part alone. Pure.
 * @param steps those that stand
 */
export function unfinishedUndo(
  events: readonly JournalEvent[],
  steps: readonly StepId[],
): UnfinishedUndo | undefined {
  const order = new Map<string, number>();
  let open: number | undefined;
  let current: number | undefined;
  let endedBadly = false;
  for (const [index, { event, step, ok, to }] of events.entries()) {
    if (event === 'step' && step !== undefined) order.set(step, index);
    if (event === 'intent') {
      open = undefined;
      endedBadly = false;
    }
    if (event === 'undo-begin') {
      // undo.sh writes the names of its shell functions. What this version does not know may be all of it.
      current = order.get(to?.replaceAll('_', '-') ?? '') ?? 0;
      open = Math.min(open ?? current, current);
    }
    if (event !== 'undo-end') continue;
    if (ok === false) endedBadly = true;
    else if (open === undefined || (current !== undefined && current <= open)) {
      open = undefined;
      endedBadly = false;
    }
    current = undefined;
  }
  // A full disk may have kept its beginning out of the journal.
  if (steps.length === 0) return open !== undefined || endedBadly ? {} : undefined;
  if (open === undefined) return undefined;
  const first = events.findIndex(({ event }) => event === 'step');
  const to = open > first ? (events[open]?.step ?? '') : '';
  return isStepId(to) ? { to } : {};
}

/** What runs it once more; undefined: it is not from here that this can be done, or there is none. Pure. */
export function repeatCommand({
  id,
  undoUnfinished,
  damage,
}: Pick<RunSummary, 'id' | 'undoUnfinished' | 'damage'>): string | undefined {
  if (undoUnfinished === undefined || damage?.rollback === 'not-from-here') return undefined;
  const { to } = undoUnfinished;
  return `gateway-setup rollback --run ${id}${to === undefined ? '' : ` --to ${to}`}`;
}
