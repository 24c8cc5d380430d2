import { DocumentError } from '../../documents/document-error.js';
import { ExitCode, UserError } from '../../errors.js';
import type { Answers } from '../../model/answers.js';
import type { Evidence } from '../../model/probe.js';
import type { Step } from '../../model/step.js';
import type { PlannedStep } from '../operator.js';
import { type Look, withEdits } from './look.js';

/**
 * Findings and changes of the steps of a stage; each step sees the files as the steps before it will leave
 * them. Pure. @throws UserError when a file cannot be edited safely.
 */
export function planStage(
  steps: readonly Step[],
  look: Look,
  answers: Answers,
  evidence: Evidence,
): readonly PlannedStep[] {
  let current = look;
  const edited = new Set<string>();
  return steps.map((step) => {
    const situation = { facts: current.facts, answers, evidence, edited };
    const findings = step.assess(situation);
    const changes = understood(() => step.changes(situation));
    current = withEdits(current, changes, answers);
    for (const change of changes) {
      if (change.kind === 'edit-file' || change.kind === 'configure-axigen')
        edited.add(change.via ?? change.path);
    }
    return { step, findings, changes };
  });
}

function understood<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new UserError(error.message, {
      why: 'A file that is not understood whole is not edited.',
      next: 'Put the file right at that place, then run gateway-setup again.',
      exitCode: ExitCode.couldNotLook,
      cause: error,
    });
  }
}
