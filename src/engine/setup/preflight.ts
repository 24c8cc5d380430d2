import { stagesOf, stepsOf } from '../../../steps/index.js';
import { ExitCode, UserError } from '../../errors.js';
import type { Answers } from '../../model/answers.js';
import type { Finding } from '../../model/finding.js';
import { type Evidence, noEvidence } from '../../model/probe.js';
import { escapeControl } from '../../text/escape.js';
import type { Look } from './look.js';
import { planStage } from './plan-stage.js';

/** Findings with which setup must not change anything. Without root the others say nothing, so it stands alone. */
export function blockingFindings(
  look: Look,
  answers: Answers,
  evidence: Evidence = noEvidence,
): readonly Finding[] {
  const situation = { facts: look.facts, answers, evidence };
  const blocking = stepsOf(answers)
    .flatMap((step) => step.assess(situation))
    .filter(({ blocks }) => blocks !== undefined);
  const root = blocking.filter(({ id }) => id === 'HOST-ROOT');
  return root.length > 0 ? root : blocking;
}

/**
 * Before any question: what no answer can mend ends it here. @throws UserError.
 */
export function requirePossible(look: Look, answers: Answers, target: string): void {
  const hopeless = blockingFindings(look, answers).filter(
    ({ blocks, id }) => blocks !== 'needs-consent' && !id.endsWith('-FILE'),
  );
  const first = hopeless[0];
  if (first !== undefined) throw blocked(hopeless, first, target);
}

/** @throws UserError that names everything in the way, before anything is changed. */
export function requireClearWay(
  look: Look,
  answers: Answers,
  target: string,
  evidence: Evidence = noEvidence,
): void {
  const blocking = blockingFindings(look, answers, evidence);
  const first = blocking[0];
  if (first !== undefined) throw blocked(blocking, first, target);
  for (const stage of stagesOf(answers)) planStage(stage.steps, look, answers, evidence);
}

function blocked(blocking: readonly Finding[], first: Finding, target: string): UserError {
  const lines = blocking.map(
    ({ id, wanted, found }) => `  ${id}: wanted ${wanted}; found ${escapeControl(found)}`,
  );
  const remedies = blocking.flatMap(({ id, remedy }) =>
    remedy === undefined ? [] : [blocking.length === 1 ? remedy : `${id}: ${remedy}`],
  );
  const exitCode = blocking.some(({ blocks }) => blocks === 'could-not-look')
    ? ExitCode.couldNotLook
    : blocking.every(({ blocks }) => blocks === 'needs-consent')
      ? ExitCode.usage
      : ExitCode.failed;
  return new UserError(`Nothing was changed on ${target}, because of this:\n${lines.join('\n')}`, {
    why: first.why,
    next: remedies.join('\n'),
    exitCode,
  });
}
