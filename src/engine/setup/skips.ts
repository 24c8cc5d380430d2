import type { Stage } from '../../../steps/index.js';
import { stagesOf } from '../../../steps/index.js';
import { ExitCode, UserError } from '../../errors.js';
import type { Answers } from '../../model/answers.js';
import { isSettled } from '../../model/finding.js';
import { noEvidence } from '../../model/probe.js';
import type { Step } from '../../model/step.js';
import type { StepId } from '../../model/step-id.js';
import type { Look } from './look.js';

/** A stage is skipped when the operator names one of the steps that are its purpose; those brought forward only ride along. */
export function isSkipped({ steps, handover }: Stage, skip: ReadonlySet<StepId>): boolean {
  return steps.some(({ id, broughtForward }) => skip.has(id) && !(handover && broughtForward !== undefined));
}

/** The steps of a stage that are done. */
export function stepsToDo({ steps }: Stage, skip: ReadonlySet<StepId>): readonly Step[] {
  return steps.filter(({ id }) => !skip.has(id));
}

/** @throws UserError for a choice that would leave an open relay behind. */
export function requireSafeSkips(skip: ReadonlySet<StepId>, look: Look, answers: Answers): void {
  const handover = stagesOf(answers).find((stage) => stage.handover);
  if (handover === undefined || isSkipped(handover, skip)) return;
  for (const step of handover.steps) {
    if (!skip.has(step.id) || step.neverWithoutBeforeHandover !== true) continue;
    const findings = step.assess({ facts: look.facts, answers, evidence: noEvidence });
    if (findings.every(isSettled)) continue;
    throw new UserError(`The step ${step.id} cannot be skipped when the scanner is given port 25.`, {
      why: step.skipMeans,
      next: 'Leave out --skip for this step, or skip move-axigen-listener as well.',
      exitCode: ExitCode.usage,
    });
  }
}
