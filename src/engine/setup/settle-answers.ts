import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { AnswerRequest } from '../operator.js';
import type { SetupOptions } from '../setup.js';
import { checkAnswer } from './check-answer.js';

type Wanted = Pick<SetupOptions, 'host' | 'operator' | 'given' | 'signal'> & Pick<AnswerRequest, 'notNeeded'>;

/** Has the operator answer what is open; every answer is looked at on the target as it comes. */
export function settleAnswers(
  { host, operator, given, signal, notNeeded }: Wanted,
  facts: HostFacts,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  return operator.answer({
    facts,
    given,
    check: answerCheck(host, signal),
    ...(notNeeded === undefined ? {} : { notNeeded }),
  });
}

/** How an answer is looked at on the target. */
export function answerCheck(host: Host, signal: AbortSignal): AnswerRequest['check'] {
  return (key, text, all) => checkAnswer(host, key, text, all, signal);
}
