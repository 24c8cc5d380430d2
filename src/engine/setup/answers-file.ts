import type { Answers } from '../../model/answers.js';
import { answersText } from '../../questions/template.js';
import { answerEntries } from './given-again.js';

/** answers.ini of a run: what was decided, without secrets, as `--answers` reads it. Pure. */
export function answersFile(answers: Answers): string {
  const decided = answerEntries(answers).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return answersText(new Map(decided), 'The answers of this run, without secrets.');
}
