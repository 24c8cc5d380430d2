import type { Answers, Secrets } from '../model/answers.js';
import type { HostFacts } from '../products/host-facts.js';
import { effectiveAnswer } from './effective.js';
import { chosenScanner } from './for-scanner.js';
import { alreadyInstalled } from './imss-questions.js';
import type { AnswerKey, GivenAnswers } from './question.js';
import { questionFor } from './registry.js';

/** Seconds; the registry's defaults, for a caller without one. */
const deliveryTimeout = 60;
const confirmTimeout = 180;

/** The registry's default as well. */
const scanThreads = 10;

const drivers = ['auto', 'cli', 'file', 'guided'] as const;
const generations = ['1.2', '10'] as const;
const actions = ['accept', 'defer', 'discard', 'reject'] as const;

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
  const number = (key: AnswerKey): number | undefined => {
    const value = text(key);
    return value === undefined ? undefined : Number(value);
  };
  const installer = text('installer');
  const quarantine = text('quarantine');
  const threads = number('scan-threads');
  const chosen = given.has('scan-threads') || given.has('peak-connections');
  return {
    answers: {
      scanner: chosenScanner(given, facts),
      ...without({
        license: text('license'),
        package: text('package'),
        installer: installer === alreadyInstalled ? undefined : installer,
        imssRoot: text('imss-root'),
        administrator: text('administrator'),
        recipient: text('recipient'),
        sender: text('sender'),
        mailboxUser: text('mailbox-user'),
      }),
      acceptDownstream: text('accept-downstream') === 'yes',
      deliveryTimeout: Number(text('delivery-timeout') ?? deliveryTimeout),
      confirmTimeout: Number(text('confirm-timeout') ?? confirmTimeout),
      acceptDistribution: text('accept-distribution') === 'yes',
      axigenDriver: oneOf(drivers, text('axigen-driver')) ?? 'auto',
      ...without({
        axigenGeneration: oneOf(generations, text('axigen-generation')),
        actionOnInfected: oneOf(actions, text('action-on-infected')),
        actionOnUncleanable: oneOf(actions, text('action-on-uncleanable')),
        actionOnNotscanned: oneOf(actions, text('action-on-notscanned')),
        quarantine: quarantine === undefined ? undefined : quarantine === 'yes',
        maxRcptCount: number('max-rcpt-count'),
        maxDataSize: number('max-data-size'),
        maxConnections: number('max-connections'),
        maxIntervalConnections: number('max-interval-connections'),
        timeInterval: number('time-interval'),
      }),
      eicarTest: text('eicar-test') === 'yes',
      scanThreads: threads ?? scanThreads,
      ...(threads !== undefined && chosen ? { scanThreadsChosen: true } : {}),
      onFailure: text('on-failure') === 'leave' ? 'leave' : 'rollback',
    },
    secrets: without({
      mailboxPassword: text('mailbox-password'),
      axigenPassword: text('axigen-password'),
    }),
  };
}

function oneOf<T extends string>(choices: readonly T[], text: string | undefined): T | undefined {
  return choices.find((choice) => choice === text);
}

/** What is undefined is left out. */
function without<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
