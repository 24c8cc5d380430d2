import { scannerIds } from '../model/scanner-id.js';
import { scanners } from '../products/scanners.js';
import { axigenQuestions } from './axigen-questions.js';
import { chosenScanner, installedScanner } from './for-scanner.js';
import { imssQuestions } from './imss-questions.js';
import { nod32Questions } from './nod32-questions.js';
import { addressProblem, oneOf, secondsFrom, textLine } from './problems.js';
import type { AnswerKey, GivenAnswers, Question } from './question.js';
import { settingQuestions } from './settings.js';

const seconds = (text: string) => `${text} seconds`;

/** The login that the password is asked for: "of that mailbox" alone would name nobody when the mailbox came from a file. */
function mailboxOf(given: GivenAnswers): string {
  const login = given.get('mailbox-user') ?? given.get('recipient');
  return login === undefined ? 'that mailbox' : `that mailbox, ${login}`;
}

/** The one registry of questions, in the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    key: 'scanner',
    kind: 'choice',
    label: 'Scanner',
    ask: 'Which scanner goes in front of AXIGEN?',
    help: 'the scanner to put in front of AXIGEN; where one is installed already, that one is meant',
    placeholder: 'name',
    choices: scannerIds,
    meanings: { nod32: scanners.nod32.product, imss: scanners.imss.product },
    reviewed: true,
    fallback: chosenScanner,
    open: (facts) => installedScanner(facts) === undefined,
    problem: oneOf(...scannerIds),
  },
  {
    key: 'accept-distribution',
    kind: 'yes-no',
    label: 'Unlisted distribution',
    ask: 'This distribution is not on the article\u2019s list. Go on at your own risk?',
    help: 'go on although the distribution is not on the article\u2019s list',
    fallback: () => 'no',
    shown: (text) => (text === 'yes' ? 'accepted at your own risk' : 'not accepted'),
    open: (facts, given) => !scanners[chosenScanner(given, facts)].distributions.has(facts.distribution.id),
    problem: oneOf('yes', 'no'),
  },
  ...axigenQuestions,
  ...nod32Questions,
  ...imssQuestions,
  {
    key: 'recipient',
    kind: 'address',
    label: 'Test mailbox',
    ask: 'Which mailbox on this AXIGEN should get the test message?',
    help: 'a mailbox on this AXIGEN that gets the test message',
    placeholder: 'address',
    open: () => true,
    problem: addressProblem,
  },
  {
    key: 'sender',
    kind: 'address',
    label: 'Test sender',
    ask: 'Who should the test message come from?',
    help: 'envelope sender of the test message (default: the recipient)',
    placeholder: 'address',
    fallback: (given) => given.get('recipient'),
    problem: addressProblem,
  },
  {
    key: 'mailbox-user',
    kind: 'text',
    label: 'POP3 login',
    ask: 'POP3 login of that mailbox?',
    help: 'POP3 login of the mailbox (default: the recipient)',
    placeholder: 'login',
    fallback: (given) => given.get('recipient'),
    problem: (text) => (/[\r\n\0]/.test(text) || text === '' ? 'A login is one line of text.' : undefined),
  },
  {
    key: 'mailbox-password',
    kind: 'secret',
    label: 'Mailbox password',
    ask: 'Password of that mailbox (empty: you look yourself)?',
    askFor: (given) => `Password of ${mailboxOf(given)} (empty: you look yourself)?`,
    help: 'file that holds the mailbox password (or set GATEWAY_SETUP_MAILBOX_PASSWORD)',
    placeholder: 'file',
    open: () => true,
    optional: true,
    restsOn: ['mailbox-user', 'recipient'],
    problem: textLine('A password is one line of text.'),
  },
  {
    key: 'delivery-timeout',
    kind: 'seconds',
    label: 'Delivery wait',
    ask: 'How many seconds may the test message take?',
    help: 'how many seconds the test message may take, 1 to 600',
    shown: seconds,
    placeholder: 'seconds',
    fallback: () => '60',
    problem: secondsFrom(1),
  },
  {
    key: 'confirm-timeout',
    kind: 'seconds',
    label: 'Undo deadline',
    ask: 'After how many seconds is an unverified handover put back by itself?',
    help: 'after how many seconds the server puts an unverified handover back by itself, 10 to 600',
    shown: seconds,
    placeholder: 'seconds',
    fallback: () => '180',
    problem: secondsFrom(10),
  },
  {
    key: 'on-failure',
    kind: 'choice',
    label: 'On failure',
    ask: 'When a check fails and nobody can be asked: roll back, or leave it?',
    help: 'when a check fails and nobody can be asked: rollback (take everything back) or leave',
    placeholder: 'action',
    choices: ['rollback', 'leave'],
    unattendedOnly: true,
    fallback: () => 'rollback',
    problem: oneOf('rollback', 'leave'),
  },
  ...settingQuestions,
];

export function questionFor(key: string): Question | undefined {
  return questions.find((question) => question.key === (key as AnswerKey));
}
