import type { Answers } from '../../model/answers.js';

/** answers.ini of a run: what was decided, without secrets, as `--answers` reads it. Pure. */
export function answersFile(answers: Answers): string {
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['scanner', answers.scanner],
    ['license', answers.license],
    ['package', answers.package],
    ['recipient', answers.recipient],
    ['sender', answers.sender],
    ['mailbox-user', answers.mailboxUser],
    ['delivery-timeout', String(answers.deliveryTimeout)],
    ['accept-distribution', answers.acceptDistribution ? 'yes' : 'no'],
    ['on-failure', answers.onFailure],
  ];
  const lines = entries.flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]));
  return `; The answers of this run, without secrets.\n${lines.join('\n')}\n`;
}
