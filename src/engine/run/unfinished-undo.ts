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
 * @param standing the steps that stand
 */
export function unfinishedUndo(
  events: readonly JournalEvent[],
  standing: readonly StepId[],
): UnfinishedUndo | undefined {
  const order = [...new Set(events.filter(({ event }) => event === 'step').map(({ step }) => step))];
  let open: string | undefined;
  let current: string | undefined;
  let endedBadly = false;
  for (const { event, ok, to } of events) {
    if (event === 'undo-begin') {
      // undo.sh writes the names of its shell functions.
      current = to?.replaceAll('_', '-') ?? '';
      open = open === undefined ? current : furthest(order, open, current);
    }
    if (event === 'undo-end' && ok === false) endedBadly = true;
    const isOver =
      open === undefined || (current !== undefined && furthest(order, open, current) === current);
    if (event === 'intent' || (event === 'undo-end' && ok === true && isOver)) {
      open = undefined;
      endedBadly = false;
    }
    if (event === 'undo-end') current = undefined;
  }
  // A full disk may have kept its beginning out of the journal.
  if (standing.length === 0) return open !== undefined || endedBadly ? {} : undefined;
  if (open === undefined) return undefined;
  return isStepId(open) && open !== order[0] ? { to: open } : {};
}

/** Of two steps that which was done first; all of it, which is told as no step, where that is not known. Pure. */
function furthest(order: readonly (string | undefined)[], a: string, b: string): string {
  if (a === b) return a;
  const [first, second] = [order.indexOf(a), order.indexOf(b)];
  if (first < 0 || second < 0) return '';
  return first < second ? a : b;
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
