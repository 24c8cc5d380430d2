import { type JournalEvent, type JournalText, undoneStep } from './journal.js';
import { runFolder } from './paths.js';
import type { RunFolder } from './run-folder.js';

/** Where the journal does not tell all that has been done, a sentence each; none: it can be believed. Pure. */
export function gapsOf(folder: RunFolder, { events, unreadable }: JournalText): readonly string[] {
  const path = `${runFolder(folder.id)}/journal.jsonl`;
  if (folder.journal === undefined) return [`${path} is gone`];
  if (events.length === 0) return [`nothing in ${path} can be read`];
  const untold = untoldChanges(folder, events);
  return [
    ...(folder.journalCut ? [`${path} is far too long, and was read in part`] : []),
    ...(unreadable > 0 ? [`${unreadable} line${unreadable === 1 ? '' : 's'} of ${path} cannot be read`] : []),
    ...(events[0]?.event === 'begin' ? [] : [`${path} does not begin with the beginning of the run`]),
    ...(isInOrder(events) ? [] : [`the lines of ${path} are not in the order in which a run writes them`]),
    ...(untold.length > 0
      ? [
          `${path} does not tell of ${untold.length === 1 ? 'the change' : 'the changes'} ${untold.join(', ')}, begun all the same`,
        ]
      : []),
    ...(tellsTakenBack(folder, events) ? [] : [`${path} does not tell of all that was taken back`]),
  ];
}

function untoldChanges({ begun }: RunFolder, events: readonly JournalEvent[]): readonly number[] {
  const told = new Set(events.flatMap(({ event, change }) => (event === 'intent' ? [change] : [])));
  return begun.filter((one) => !told.has(one));
}

/** Numbers of changes rise and are never used twice, and nothing is done that was not intended before. */
function isInOrder(events: readonly JournalEvent[]): boolean {
  const intended = new Set<number>();
  let last = 0;
  return events.every(({ event, change = 0 }, index) => {
    if (event === 'begin') return index === 0;
    if (event === 'done') return intended.has(change);
    if (event !== 'intent') return true;
    const rises = change > last;
    last = change;
    intended.add(change);
    return rises;
  });
}

/** undo.sh marks a step that it has taken back, and says so in the journal. */
function tellsTakenBack({ undoSteps, undone }: RunFolder, events: readonly JournalEvent[]): boolean {
  const done = new Set(events.flatMap((one) => (one.event === 'intent' ? [one.step] : [])));
  const told = new Set(events.flatMap((one) => (one.event === 'undone' ? [undoneStep(one)] : [])));
  return undoSteps.every(
    ({ id, first }) => id === '' || !undone.includes(first) || !done.has(id) || told.has(id),
  );
}
