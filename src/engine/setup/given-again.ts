import type { Answers, Secrets } from '../../model/answers.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';
import { questionFor } from '../../questions/registry.js';

/** Settled answers as text, so that they can be looked over again. Pure. */
export function givenAgain(answers: Answers, secrets: Secrets): GivenAnswers {
  const entries: readonly (readonly [AnswerKey, string | undefined])[] = [
    ...answerEntries(answers),
    // Left empty on purpose is an answer, too.
    ['mailbox-password', secrets.mailboxPassword ?? ''],
    ['axigen-password', secrets.axigenPassword],
  ];
  return new Map(entries.flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])));
}

/** Every answer that is no secret and of some use for the scanner, by its key. */
export function answerEntries(answers: Answers): readonly (readonly [AnswerKey, string | undefined])[] {
  return everyEntry(answers).filter(([key]) => {
    const only = questionFor(key)?.only;
    return only === undefined || only === answers.scanner;
  });
}

function everyEntry(answers: Answers): readonly (readonly [AnswerKey, string | undefined])[] {
  return [
    ['scanner', answers.scanner],
    ['license', answers.license],
    ['package', answers.package],
    ['installer', answers.installer],
    ['imss-root', answers.imssRoot],
    // Not accepted is no answer: imss.ini may be there only later.
    ['accept-downstream', answers.acceptDownstream ? 'yes' : undefined],
    ['administrator', answers.administrator],
    ['recipient', answers.recipient],
    ['sender', answers.sender],
    ['mailbox-user', answers.mailboxUser],
    ['delivery-timeout', String(answers.deliveryTimeout)],
    ['confirm-timeout', String(answers.confirmTimeout)],
    ['accept-distribution', yesOrNo(answers.acceptDistribution)],
    ['on-failure', answers.onFailure],
    ['axigen-driver', answers.axigenDriver],
    ['axigen-generation', answers.axigenGeneration],
    ['action-on-infected', answers.actionOnInfected],
    ['action-on-uncleanable', answers.actionOnUncleanable],
    ['action-on-notscanned', answers.actionOnNotscanned],
    ['quarantine', yesOrNo(answers.quarantine)],
    ['eicar-test', yesOrNo(answers.eicarTest)],
    ['max-rcpt-count', number(answers.maxRcptCount)],
    ['max-data-size', number(answers.maxDataSize)],
    ['max-connections', number(answers.maxConnections)],
    ['max-interval-connections', number(answers.maxIntervalConnections)],
    ['time-interval', number(answers.timeInterval)],
    ['scan-threads', answers.scanThreadsChosen === true ? String(answers.scanThreads) : undefined],
  ];
}

function yesOrNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}

function number(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
