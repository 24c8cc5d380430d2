import type { StepId } from '../../model/step-id.js';
import { isStepId } from '../../model/step-id.js';
import { type JournalEvent, sinceUndone } from './journal.js';

/** A change as the journal tells of it: enough to say what is undone, and to check that it was. */
export interface JournaledChange {
  readonly number: number;
  readonly step: StepId;
  readonly kind: string;
  readonly summary: string;
  readonly path?: string;
  readonly manager?: string;
  readonly package?: string;
  /** Of a service that was started, stopped or restarted. */
  readonly process?: string;
}

/** The changes of the steps that stand, in the order in which they were made. Pure. */
export function standingChanges(
  events: readonly JournalEvent[],
  steps: readonly StepId[],
): readonly JournaledChange[] {
  const counting = new Set(
    steps.flatMap((step) => sinceUndone(events, step).filter((one) => one.step === step)),
  );
  return events.flatMap((event) => {
    const { change, step, kind, summary, path, manager } = event;
    if (event.event !== 'intent' || !counting.has(event)) return [];
    if (change === undefined || step === undefined || !isStepId(step) || kind === undefined) return [];
    return [
      {
        number: change,
        step,
        kind,
        summary: summary ?? kind,
        ...(path === undefined ? {} : { path }),
        ...(manager === undefined ? {} : { manager }),
        ...(event.package === undefined ? {} : { package: event.package }),
        ...(event.process === undefined ? {} : { process: event.process }),
      },
    ];
  });
}

/** What a step found when what stands of it began, as journaled then; of one that does not stand, when it was begun the last time. */
export interface StepStart {
  /** Names of the service processes that ran. */
  readonly processes: readonly string[];
  /** TCP ports that they held. */
  readonly ports: readonly number[];
  /** The first of the steps with which alone this one makes sense. */
  readonly together: StepId | undefined;
}

/** What the run found when it began, whatever of it stands. Pure. */
export function firstStart(events: readonly JournalEvent[]): Pick<StepStart, 'processes' | 'ports'> {
  const { processes = [], ports = [] } = events.find(({ event }) => event === 'step') ?? {};
  return { processes, ports };
}

export function stepStart(events: readonly JournalEvent[], step: StepId): StepStart {
  const isBeginning = (one: JournalEvent) => one.event === 'step' && one.step === step;
  const began = sinceUndone(events, step).find(isBeginning) ?? events.findLast(isBeginning);
  const { processes = [], ports = [], together } = began ?? {};
  return { processes, ports, together: together !== undefined && isStepId(together) ? together : undefined };
}
