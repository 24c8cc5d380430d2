import type { Answers, Secrets } from '../../model/answers.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';

/** Settled answers as text, so that they can be looked over again. Pure. */
export function givenAgain(answers: Answers, secrets: Secrets): GivenAnswers {
  const entries: readonly (readonly [AnswerKey, string | undefined])[] = [
    ...answerEntries(answers),
    // Left empty on purpose is an answer, too.
    ['mailbox-password', secrets.mailboxPassword ?? ''],
  ];
  return new Map(entries.flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])));
}

/** Every answer that is no secret, by its key. */
export function answerEntries(answers: Answers): readonly (readonly [AnswerKey, string | undefined])[] {
  return [
    ['scanner', answers.scanner],
    ['license', answers.license],
    ['package', answers.package],
    ['recipient', answers.recipient],
    ['sender', answers.sender],
    ['mailbox-user', answers.mailboxUser],
    ['delivery-timeout', String(answers.deliveryTimeout)],
    ['confirm-timeout', String(answers.confirmTimeout)],
    ['accept-distribution', answers.acceptDistribution ? 'yes' : 'no'],
    ['on-failure', answers.onFailure],
  ];
}
