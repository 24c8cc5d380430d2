import type { Answers } from '../../model/answers.js';
import { answersText } from '../../questions/template.js';
import type { OperatorsFiles } from '../setup.js';
import { answerEntries } from './given-again.js';

/** answers.ini of a run: what was decided, without secrets, as `--answers` reads it. Pure. */
export function answersFile(answers: Answers, files?: Pick<OperatorsFiles, 'originOf'>): string {
  const decided = answerEntries(answers).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [[key, key === 'license' || key === 'package' ? (files?.originOf(value) ?? value) : value] as const],
  );
  return answersText(new Map(decided), 'The answers of this run, without secrets.');
}
