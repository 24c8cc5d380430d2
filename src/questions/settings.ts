import { numberFrom, oneOf } from './problems.js';
import type { AnswerKey, GivenAnswers, Question } from './question.js';

/** "Suitable for most users" (article, Tweaking 3). */
const defaultScanThreads = '10';

/** The article's rule of thumb: half of the peak (Tweaking 3). */
function threadsFor(given: GivenAnswers): string {
  const peak = given.get('peak-connections');
  return peak === undefined ? defaultScanThreads : String(Math.ceil(Number(peak) / 2));
}

const actions = ['accept', 'defer', 'discard', 'reject'] as const;

/** What each action means for the sender and the recipient (facts: scanners-and-hosts 1.4). */
const meanings = {
  accept: 'the recipient gets it, the sender notices nothing',
  defer:
    'it is put off (4xx): the sender\u2019s server tries again for days, the recipient gets nothing meanwhile',
  discard:
    'it is taken and thrown away: the sender believes that it arrived, the recipient never hears of it',
  reject: 'it is refused (5xx): the sender gets a bounce, the recipient nothing',
} as const;

function action(key: AnswerKey, label: string, when: string): Question {
  return {
    key,
    kind: 'choice',
    label,
    ask: `What shall NOD32 do with a message ${when}?`,
    help: `what NOD32 does with a message ${when}: ${actions.join(', ')} (default: as nod32.cfg has it)`,
    placeholder: 'action',
    only: 'nod32',
    choices: actions,
    meanings,
    setting: true,
    problem: oneOf(...actions),
  };
}

function number(
  key: AnswerKey,
  label: string,
  ask: string,
  [least, most]: readonly [number, number],
  unit = '',
): Question {
  return {
    key,
    kind: 'number',
    label,
    ask: `${ask} (${least} to ${most}${unit === '' ? '' : ` ${unit}`})?`,
    help: `${uncapitalized(ask)}, ${least} to ${most}${unit === '' ? '' : ` ${unit}`} (default: as it is)`,
    placeholder: 'number',
    setting: true,
    problem: numberFrom(least, most),
  };
}

/** As it stands in the middle of a sentence: SMTP stays SMTP. */
function uncapitalized(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** What a step can be told, and what stays as the server has it when nobody says anything. Ranges: facts, axigen 1. */
export const settingQuestions: readonly Question[] = [
  action('action-on-infected', 'Infected', 'in which it found a virus'),
  action('action-on-uncleanable', 'Uncleanable', 'that it could not clean'),
  action('action-on-notscanned', 'Not scanned', 'that it could not scan'),
  {
    key: 'quarantine',
    kind: 'yes-no',
    label: 'Quarantine',
    ask: 'Shall NOD32 keep a copy of what it blocks?',
    help: 'keep a copy of what NOD32 blocks, yes or no (default: as nod32.cfg has it)',
    placeholder: 'answer',
    only: 'nod32',
    setting: true,
    problem: oneOf('yes', 'no'),
  },
  {
    key: 'eicar-test',
    kind: 'yes-no',
    label: 'EICAR test',
    ask: 'Send the harmless EICAR test file through port 25 to prove it?',
    help: 'send the harmless EICAR test file through port 25',
    only: 'nod32',
    setting: true,
    fallback: () => 'no',
    problem: oneOf('yes', 'no'),
  },
  number('max-rcpt-count', 'Recipients', 'Recipients of one message', [0, 1000]),
  number('max-data-size', 'Message size', 'Largest message', [1, 4194303], 'KB'),
  number('max-connections', 'Connections', 'SMTP connections at the same time', [1, 2048]),
  number(
    'max-interval-connections',
    'Connection rate',
    'New SMTP connections in each interval, 0 for no limit',
    [0, 100000],
  ),
  number('time-interval', 'Rate interval', 'Length of that interval', [30, 86400], 'seconds'),
  {
    ...number(
      'peak-connections',
      'Expected peak',
      'SMTP connections at the peak; NOD32 gets half as many threads',
      [1, 2048],
    ),
    help: 'simultaneous SMTP connections expected at the peak, 1 to 2048; NOD32 gets half as many scanning threads',
    only: 'nod32',
  },
  {
    ...number('scan-threads', 'Scan threads', 'Parallel scanning threads of NOD32', [1, 1024]),
    help: 'parallel scanning threads of NOD32, 1 to 1024; half of --peak-connections where that is given',
    only: 'nod32',
    fallback: threadsFor,
  },
];
