import type { Answers, Secrets } from '../../model/answers.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { SetupOptions } from '../setup.js';
import { checkAnswer } from './check-answer.js';

/** Has the operator answer what is open; every answer is looked at on the target as it comes. */
export function settleAnswers(
  { host, operator, given, signal }: Pick<SetupOptions, 'host' | 'operator' | 'given' | 'signal'>,
  facts: HostFacts,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  return operator.answer({
    facts,
    given,
    check: (key, text, all) => checkAnswer(host, key, text, all, signal),
  });
}
