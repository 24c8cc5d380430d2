import type { Situation } from '../../model/step.js';
import { scannerOf } from '../../products/scanners.js';
import type { PlannedStep, StageView } from '../operator.js';
import type { PlanChange, PlanDocument } from './document.js';
import { isSameChange, nameOfChange } from './same-change.js';
import { changeOf } from './write-document.js';

/**
 * Why a stage, as it is about to be carried out, is not what was agreed; undefined: it is. What need not be done any
 * more is left out without a word. Pure.
 */
export function objectionTo(plan: PlanDocument): (view: StageView) => string | undefined {
  return ({ steps, situation }) => {
    const foreign = steps.flatMap((step) => notAgreed(step, plan, situation));
    if (foreign.length === 0) return undefined;
    return `This is not in the plan, so it is not done: ${foreign.join('; ')}.`;
  };
}

function notAgreed(
  { step, changes }: PlannedStep,
  plan: PlanDocument,
  situation: Situation,
): readonly string[] {
  const agreed = plan.stages.flatMap(({ steps }) => steps.filter(({ id }) => id === step.id));
  const deferred = agreed.some((one) => one.deferred !== undefined);
  const planned = agreed.flatMap((one) => one.changes);
  return changes
    .map(changeOf)
    .filter((change) => !planned.some((one) => isSameChange(one, change)))
    .filter((change) => !(deferred && isOfScanner(change, situation)))
    .filter((change) => !isSmallerRestart(change, planned))
    .map((change) => `${step.id}: ${nameOfChange(change)}`);
}

/** What a step that was deferred may do: the scanner's own configuration and its services, and nothing else. */
function isOfScanner(change: PlanChange, { facts, answers }: Situation): boolean {
  const scanner = scannerOf(answers);
  if (change.kind === 'service')
    return scanner.services(facts).some(({ script }) => script === change.script);
  return change.kind === 'edit-file' && scanner.configPaths(facts).includes(change.via ?? change.path);
}

/** A service that was to be restarted and is down by now is started. */
function isSmallerRestart(change: PlanChange, planned: readonly PlanChange[]): boolean {
  return (
    change.kind === 'service' &&
    change.verb === 'start' &&
    planned.some((one) => one.kind === 'service' && one.script === change.script)
  );
}
