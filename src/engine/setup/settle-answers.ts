import { ExitCode, UserError } from '../../errors.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';
import { questionFor } from '../../questions/registry.js';
import type { SetupOptions } from '../setup.js';
import { checkAnswer } from './check-answer.js';

/**
 * Asks what is open, then looks at the target for every answer once more: those that came from flags and
 * files have not been checked there yet. @throws UserError naming the answer that is wrong.
 */
export async function settleAnswers(
  { host, operator, given, signal }: Pick<SetupOptions, 'host' | 'operator' | 'given' | 'signal'>,
  facts: HostFacts,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  const check = (key: AnswerKey, text: string, all: GivenAnswers) =>
    checkAnswer(host, key, text, all, signal);
  const settled = await operator.answer({ facts, given, check });
  if (operator.attended) return settled;
  const { answers, secrets } = settled;
  const all = new Map<AnswerKey, string>(given);
  const toCheck: readonly (readonly [AnswerKey, string | undefined])[] = [
    ['license', needed('license', facts, all) ? answers.license : undefined],
    ['package', needed('package', facts, all) ? answers.package : undefined],
    ['recipient', answers.recipient],
    ['mailbox-password', secrets.mailboxPassword],
  ];
  for (const [key, text] of toCheck) {
    const problem = text === undefined ? undefined : await check(key, text, all);
    if (problem !== undefined) {
      throw new UserError(problem, {
        why: 'Nothing was changed on the server.',
        next: `Give another answer for "${key}" (see gateway-setup setup --help).`,
        exitCode: ExitCode.usage,
      });
    }
  }
  return settled;
}

/** An answer that the server makes superfluous, such as the package of an installed scanner, is not checked. */
function needed(key: AnswerKey, facts: HostFacts, given: GivenAnswers): boolean {
  return questionFor(key)?.open?.(facts, given) ?? false;
}
