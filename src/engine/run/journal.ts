import { isStepId, type StepId, stepIds } from '../../model/step-id.js';

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
}

export interface RunSummary {
  readonly id: string;
  readonly state: 'finished' | 'unfinished' | 'rolled-back';
  /** ISO 8601, by the target's clock. */
  readonly startedAt: string;
  /** Steps that stand, in the order in which they were done. */
  readonly steps: readonly StepId[];
}

/** Lines that are no JSON (a torn last line after a crash) are passed over: what they meant to say was not done. */
export function parseJournal(text: string): readonly JournalEvent[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isEvent(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isEvent(value: unknown): value is JournalEvent {
  return typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string';
}

/** What a run's journal says of it, from first line to last. Pure. */
export function summarize(id: string, events: readonly JournalEvent[]): RunSummary {
  const standing = new Set<StepId>();
  let finished = false;
  for (const { event, step = '' } of events) {
    const name = step.replaceAll('_', '-');
    if (event === 'intent' && isStepId(name)) standing.add(name);
    if (event === 'undone' && isStepId(name)) standing.delete(name);
    if (event === 'finished') finished = true;
  }
  const order = [...standing].sort((a, b) => firstIntent(events, a) - firstIntent(events, b));
  const changed = events.some(({ event }) => event === 'intent');
  return {
    id,
    state: changed && order.length === 0 ? 'rolled-back' : finished ? 'finished' : 'unfinished',
    startedAt: new Date((events[0]?.at ?? 0) * 1000).toISOString(),
    steps: order,
  };
}

function firstIntent(events: readonly JournalEvent[], step: StepId): number {
  const index = events.findIndex((one) => one.event === 'intent' && one.step === step);
  return index < 0 ? stepIds.length + events.length : index;
}
