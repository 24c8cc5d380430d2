import type { StepId } from '../../model/step-id.js';
import { isStepId } from '../../model/step-id.js';
import type { JournalEvent } from './journal.js';

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
  return events.flatMap((event) => {
    const { change, step, kind, summary, path, manager } = event;
    if (event.event !== 'intent' || change === undefined || step === undefined || !isStepId(step)) return [];
    if (!steps.includes(step) || kind === undefined) return [];
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

/** Names of the service processes that ran before a step, as journaled when the step began. */
export function runningBefore(events: readonly JournalEvent[], step: StepId): readonly string[] {
  return events.findLast((event) => event.event === 'step' && event.step === step)?.processes ?? [];
}
