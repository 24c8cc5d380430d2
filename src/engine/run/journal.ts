import { isStepId, type StepId } from '../../model/step-id.js';
import type { RunDamage } from './damage.js';
import type { Holder } from './holder.js';
import { type FiredUndo, firedIn } from './unconfirmed.js';
import type { UnfinishedUndo } from './unfinished-undo.js';

/** One line of journal.jsonl. Unknown events of later versions are passed over. */
export interface JournalEvent {
  /** Seconds since 1970, by the target's clock. */
  readonly at: number;
  readonly event: string;
  readonly change?: number;
  readonly step?: string;
  readonly ok?: boolean;
  readonly kind?: string;
  readonly summary?: string;
  readonly path?: string;
  readonly manager?: string;
  readonly package?: string;
  readonly process?: string;
  /** Names of the processes that ran before a step. */
  readonly processes?: readonly string[];
  /** TCP ports that they held. */
  readonly ports?: readonly number[];
  /** The first of the steps with which alone this one makes sense. */
  readonly together?: string;
  /** What a rollback does about what an installer has written, in words. */
  readonly wrote?: readonly string[];
  /** Who began the run, and with which version of this program. */
  readonly by?: string;
  readonly version?: string;
  /** How a run ended that came to its end. */
  readonly outcome?: string;
  /** The form of the journal, at its beginning. */
  readonly schema?: number;
  /** The step to which an undo goes back. */
  readonly to?: string;
}

export interface RunSummary {
  readonly id: string;
  readonly state: 'finished' | 'unfinished' | 'rolled-back';
  /** ISO 8601, by the target's clock. */
  readonly startedAt: string;
  /** Steps that stand, in the order in which they were done. */
  readonly steps: readonly StepId[];
  /** The number of the run on this target: later runs rest on earlier ones, whatever the clock said. */
  readonly sequence: number;
  /** What a rollback does about what the installers of these steps have written, in words. */
  readonly wrote?: readonly string[];
  /** What of the run is still at work on the target by itself. */
  readonly atWork?: AtWork;
  /** Somebody else than whoever asks works on it, though nothing need be at work: it may wait for their answer. */
  readonly workedOn?: Holder;
  /** Of an armed undo: the seconds until it fires, as its watch has noted them last. */
  readonly firesIn?: number;
  /** A handover waits to be confirmed, and what would take it back by itself is gone. */
  readonly unwatched?: boolean;
  readonly fired?: FiredUndo;
  /** What is wrong with its evidence. */
  readonly damage?: RunDamage;
  /** It may stand though no step of it is known. */
  readonly standsUnknown?: boolean;
  /** The last undo of it was cut off, or did not end well, such as with a service that could not be started. */
  readonly undoUnfinished?: UnfinishedUndo;
}

/** armed: a handover that nobody has verified yet, to be taken back at the deadline; taking-back; applying. */
export type AtWork = 'armed' | 'taking-back' | 'applying';

/** What the run's folder says besides the journal. */
export interface RunFolderFacts {
  readonly sequence: number;
  readonly atWork?: AtWork;
  readonly firesIn?: number;
  readonly unwatched?: boolean;
}

/** What the lines of journal.jsonl are: events, and how many lines cannot be read. */
export interface JournalText {
  readonly events: readonly JournalEvent[];
  readonly unreadable: number;
}

/** Lines that are no JSON (a torn last line after a crash) are passed over: what they meant to say was not done. */
export function parseJournal(text: string): readonly JournalEvent[] {
  return readJournal(text.split('\n')).events;
}

/** @param lines undefined: one whose bytes are no text. Pure. */
export function readJournal(lines: readonly (string | undefined)[]): JournalText {
  const written = lines.filter((line) => line !== '');
  const events = written.flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line ?? '');
      return isEvent(value) ? [value] : [];
    } catch {
      return [];
    }
  });
  return { events, unreadable: written.length - events.length };
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  at: Number.isSafeInteger,
  event: isText,
  change: Number.isSafeInteger,
  step: isText,
  ok: (value) => typeof value === 'boolean',
  kind: isText,
  summary: isText,
  path: isText,
  manager: isText,
  package: isText,
  process: isText,
  processes: (value) => Array.isArray(value) && value.every(isText),
  ports: (value) => Array.isArray(value) && value.every(Number.isSafeInteger),
  together: isText,
  wrote: (value) => Array.isArray(value) && value.every(isText),
  by: isText,
  version: isText,
  outcome: isText,
  schema: Number.isSafeInteger,
  to: isText,
};

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isEvent(value: unknown): value is JournalEvent {
  if (typeof value !== 'object' || value === null || !('at' in value && 'event' in value)) return false;
  return Object.entries(value).every(([name, one]) => types[name]?.(one) ?? true);
}

/** What a run's journal says of it, from first line to last. Pure. */
export function summarize(
  id: string,
  events: readonly JournalEvent[],
  facts: RunFolderFacts = { sequence: 0 },
): RunSummary {
  const standing = new Set(standingSteps(events));
  const finished = events.some(({ event }) => event === 'finished');
  const changed = events.some(({ event }) => event === 'intent');
  const { fired } = firedIn(events, standing, facts.atWork);
  return {
    id,
    // A step that this version does not know stands all the same.
    state: changed && standing.size === 0 ? 'rolled-back' : finished ? 'finished' : 'unfinished',
    startedAt: startOf(id, events),
    steps: [...standing].filter(isStepId),
    ...wroteOf(events, standing),
    ...(fired === undefined ? {} : { fired }),
    // It has fired since its folder was looked at.
    ...(facts.atWork === 'armed' && fired?.outcome === 'under-way'
      ? { sequence: facts.sequence, atWork: 'taking-back' }
      : facts),
  };
}

/** The steps that stand, by their names, in the order in which they were done. Pure. */
export function standingSteps(events: readonly JournalEvent[]): readonly string[] {
  // A step that was taken back and done again counts from the second time on: sets keep the order of adding.
  const standing = new Set<string>();
  for (const event of events) {
    if (event.event === 'intent' && event.step !== undefined) standing.add(event.step);
    if (event.event === 'undone') standing.delete(undoneStep(event));
  }
  return [...standing];
}

/** The events of a step since it was last taken back: those that still count. Pure. */
export function sinceUndone(events: readonly JournalEvent[], step: StepId): readonly JournalEvent[] {
  return events.slice(events.findLastIndex((one) => one.event === 'undone' && undoneStep(one) === step) + 1);
}

/** The undo script of earlier versions wrote the names of its shell functions. */
export function undoneStep({ step = '' }: JournalEvent): string {
  return step.replaceAll('_', '-');
}

function wroteOf(events: readonly JournalEvent[], standing: ReadonlySet<string>): Pick<RunSummary, 'wrote'> {
  const counting = new Set(
    [...standing]
      .filter(isStepId)
      .flatMap((step) =>
        sinceUndone(events, step).filter((one) => one.event === 'intent' && one.step === step),
      )
      .map(({ change }) => change),
  );
  const wrote = events.flatMap((one) =>
    one.event === 'done' && counting.has(one.change) ? (one.wrote ?? []) : [],
  );
  return wrote.length === 0 ? {} : { wrote };
}

/** A journal without a beginning leaves what the name says: the time of whoever began it. */
function startOf(id: string, [first]: readonly JournalEvent[]): string {
  const named = id.replace(/^(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\dZ)-.*$/, '$1:$2:$3');
  const start = new Date(first === undefined ? named : first.at * 1000);
  return Number.isNaN(start.getTime()) ? new Date(0).toISOString() : start.toISOString();
}
