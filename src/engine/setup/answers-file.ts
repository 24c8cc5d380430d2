import type { Answers } from '../../model/answers.js';
import { answerEntries } from './given-again.js';

/** answers.ini of a run: what was decided, without secrets, as `--answers` reads it. Pure. */
export function answersFile(answers: Answers): string {
  const lines = answerEntries(answers).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${quoted(value)}`],
  );
  return `; The answers of this run, without secrets.\n${lines.join('\n')}\n`;
}

/** As the `ini` package reads it back: what could be a comment or an escape stands in a JSON string. */
function quoted(value: string): string {
  return /^[\w@.+/-]+$/.test(value) ? value : JSON.stringify(value);
}
