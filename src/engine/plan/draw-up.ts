import { type Stage, stagesOf } from '../../../steps/index.js';
import type { Answers } from '../../model/answers.js';
import { isSettled } from '../../model/finding.js';
import type { Evidence } from '../../model/probe.js';
import type { StepId } from '../../model/step-id.js';
import { scannerOf } from '../../products/scanners.js';
import type { PlannedStep } from '../operator.js';
import { type Look, withEdits } from '../setup/look.js';
import { planStage } from '../setup/plan-stage.js';
import { isSkipped, stepsToDo } from '../setup/skips.js';

export interface DrawnStep extends PlannedStep {
  /** Why not all that this step will change can be told yet. */
  readonly deferred?: string;
}

export interface DrawnStage {
  readonly steps: readonly DrawnStep[];
  readonly handover: boolean;
  /** The operator leaves it out. */
  readonly skipped: boolean;
}

/** They change what comes with the scanner, so what they change can only be told once it is there. */
const restingOnScanner: ReadonlySet<StepId> = new Set<StepId>([
  'start-scanner',
  'configure-scanner',
  'restart-scanner',
  'set-behaviour',
  'offer-auth',
  'set-scan-threads',
]);

function notInstalledYet(answers: Answers): string {
  return `${scannerOf(answers).configName} and the services of the scanner are not there before it is installed`;
}

/**
 * Every stage as setup would carry it out from here, each on top of what the stages before it leave in the files.
 * Pure. @throws UserError when a file cannot be edited safely.
 */
export function drawUp(
  look: Look,
  answers: Answers,
  evidence: Evidence,
  skip: ReadonlySet<StepId>,
): readonly DrawnStage[] {
  let current = look;
  let installing = false;
  return stagesOf(answers).map((stage) => {
    const skipped = isSkipped(stage, skip);
    if (skipped) return drawn(stage, [], true);
    const planned = planStage(stepsToDo(stage, skip), current, answers, evidence);
    const steps = planned.map((one) => (installing ? defer(one, answers) : one));
    const changes = steps.flatMap((one) => one.changes);
    current = withEdits(current, changes, answers);
    installing ||= changes.some(({ kind }) => kind === 'install-package' || kind === 'run-installer');
    return drawn(stage, steps, false);
  });
}

function drawn({ handover }: Stage, steps: readonly DrawnStep[], skipped: boolean): DrawnStage {
  return { steps, handover, skipped };
}

function defer(one: PlannedStep, answers: Answers): DrawnStep {
  if (!restingOnScanner.has(one.step.id) || one.findings.every(isSettled)) return one;
  return { ...one, deferred: notInstalledYet(answers) };
}
