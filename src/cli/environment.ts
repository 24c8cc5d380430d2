import { variableOf } from '../questions/names.js';
import type { AnswerKey } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { checkedAnswer } from './checked-answer.js';
import { nearest } from './nearest.js';

const prefix = 'GATEWAY_SETUP_';
/** Not answers: where labs are kept, and what the lab tells the program inside it. */
const internal = new Set([`${prefix}LABS`]);

export interface EnvironmentAnswers {
  readonly answers: ReadonlyMap<AnswerKey, string>;
  /** Sentences about variables that look like ours and are not. */
  readonly warnings: readonly string[];
}

/** An empty variable counts as not set, as everywhere. @throws UserError (exit 4) */
export function answersFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): EnvironmentAnswers {
  const answers = new Map<AnswerKey, string>();
  const variables = new Map(questions.map((question) => [variableOf(question), question]));
  const warnings: string[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(prefix) || internal.has(name) || text === undefined || text === '') continue;
    const question = variables.get(name);
    if (question === undefined) {
      const meant = nearest(name, [...variables.keys()]);
      warnings.push(
        `The variable ${name} is not known and not used.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      );
      continue;
    }
    answers.set(question.key, checkedAnswer(question, text, `the variable ${name}`));
  }
  return { answers, warnings };
}
