import type { Host } from '../host/host.js';
import { type JournalEvent, type RunSummary, undoneStep } from './run/journal.js';
import { type JournaledRun, readRuns } from './run/list-runs.js';

/** One thing that happened in a run. */
export interface HistoryEntry {
  /** ISO 8601, by the target's clock. */
  readonly at: string;
  /**
   * `begun`: intended, and not known to be done; `took-itself-back`: nobody confirmed a handover in time;
   * `never-confirmed`: nobody did, and nothing was left that would have taken it back, when a later run went on from there.
   */
  readonly what:
    | 'changed'
    | 'begun'
    | 'failed'
    | 'taken-back'
    | 'not-taken-back'
    | 'took-itself-back'
    | 'never-confirmed'
    | 'finished';
  /** What was changed, the step that was taken back, how it ended. */
  readonly text: string;
  readonly step?: string;
}

/** A run with all that its journal tells. */
export interface RunHistory {
  readonly summary: RunSummary;
  /** Who began it; undefined: the journal does not tell. */
  readonly by: string | undefined;
  /** Of this program. */
  readonly version: string | undefined;
  readonly entries: readonly HistoryEntry[];
}

/** The runs on a target, the oldest first. @throws UserError when they cannot be read. */
export async function readHistory(host: Host, signal?: AbortSignal): Promise<readonly RunHistory[]> {
  return (await readRuns(host, signal)).map(historyOf);
}

/** Pure. */
export function historyOf({ summary, events }: JournaledRun): RunHistory {
  const begin = events.find(({ event }) => event === 'begin');
  const fates = fatesOf(events);
  return {
    summary,
    by: begin?.by,
    version: begin?.version,
    entries: events.flatMap((event) => entryOf(event, fates)),
  };
}

type Fate = Extract<HistoryEntry['what'], 'changed' | 'begun' | 'failed'>;

/** What became of each intent. A failure names no change: it is that of the change that was begun last. */
function fatesOf(events: readonly JournalEvent[]): ReadonlyMap<JournalEvent, Fate> {
  const fates = new Map<JournalEvent, Fate>();
  const begun: JournalEvent[] = [];
  for (const event of events) {
    if (event.event === 'intent') {
      begun.push(event);
      fates.set(event, 'begun');
    } else if (event.event === 'done') {
      const intent = begun.findLast(({ change }) => change === event.change);
      if (intent !== undefined) fates.set(intent, 'changed');
    } else if (event.event === 'failed') {
      const last = begun.findLast((one) => fates.get(one) === 'begun');
      // One that is of no change is told by itself.
      fates.set(last ?? event, 'failed');
    }
  }
  return fates;
}

function entryOf(event: JournalEvent, fates: ReadonlyMap<JournalEvent, Fate>): readonly HistoryEntry[] {
  const { step, summary = '' } = event;
  const fate = fates.get(event);
  const time = new Date(event.at * 1000);
  const at = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  const of = step === undefined ? {} : { step };
  if (fate !== undefined) return [{ at, what: fate, text: summary, ...of }];
  switch (event.event) {
    case 'undone':
      return [{ at, what: 'taken-back', text: '', step: undoneStep(event) }];
    case 'undo-end':
      return event.ok === false ? [{ at, what: 'not-taken-back', text: '' }] : [];
    case 'armed-undo-fired':
      return [{ at, what: 'took-itself-back', text: '' }];
    case 'armed-undo-lapsed':
      return [{ at, what: 'never-confirmed', text: '' }];
    case 'finished':
      return [{ at, what: 'finished', text: event.outcome ?? '' }];
    default:
      return [];
  }
}
