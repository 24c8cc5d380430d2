import { isStepId, type StepId } from '../../model/step-id.js';
import { undoneStep } from '../run/journal.js';
import type { JournaledRun } from '../run/list-runs.js';
import type { Deviation } from './deviations.js';

/** The steps that runs had done, that were taken back by an undo script, and that no run has done again. Pure. */
export function takenBack(runs: readonly JournaledRun[]): readonly Deviation[] {
  const found = new Map<StepId, Deviation>();
  for (const { summary, events } of runs) {
    const run = { id: summary.id, startedAt: summary.startedAt };
    for (const event of events) {
      const step = undoneStep(event);
      if (!isStepId(step)) continue;
      if (event.event === 'intent') found.delete(step);
      if (event.event === 'undone')
        found.set(step, { run, steps: [step], kind: 'taken-back', what: step, at: event.at });
    }
  }
  return [...found.values()];
}
