import type { Answers, Secrets } from '../model/answers.js';
import type { HostFacts } from '../products/host-facts.js';
import { effectiveAnswer } from './effective.js';
import type { AnswerKey, GivenAnswers } from './question.js';
import { questionFor } from './registry.js';

/** Seconds; the registry's defaults, for a caller without one. */
const deliveryTimeout = 60;
const confirmTimeout = 180;

/**
 * Turns answers as text into typed ones, with defaults filled in. Every text must have passed its
 * question's `problem`. Secrets come out apart, so that they cannot be printed with the rest.
 */
export function toAnswers(
  given: GivenAnswers,
  facts?: HostFacts,
): { readonly answers: Answers; readonly secrets: Secrets } {
  const text = (key: AnswerKey): string | undefined => {
    const question = questionFor(key);
    const value = question && effectiveAnswer(question, given, facts);
    return value === '' ? undefined : value;
  };
  const license = text('license');
  const file = text('package');
  const recipient = text('recipient');
  const sender = text('sender');
  const mailboxUser = text('mailbox-user');
  const mailboxPassword = text('mailbox-password');
  return {
    answers: {
      scanner: 'nod32',
      ...(license === undefined ? {} : { license }),
      ...(file === undefined ? {} : { package: file }),
      ...(recipient === undefined ? {} : { recipient }),
      ...(sender === undefined ? {} : { sender }),
      ...(mailboxUser === undefined ? {} : { mailboxUser }),
      deliveryTimeout: Number(text('delivery-timeout') ?? deliveryTimeout),
      confirmTimeout: Number(text('confirm-timeout') ?? confirmTimeout),
      acceptDistribution: text('accept-distribution') === 'yes',
      onFailure: text('on-failure') === 'leave' ? 'leave' : 'rollback',
    },
    secrets: mailboxPassword === undefined ? {} : { mailboxPassword },
  };
}
