import { variableOf } from '../questions/names.js';
import type { AnswerKey } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { escapeControl } from '../text/escape.js';
import { checkedAnswer } from './checked-answer.js';
import { nearest } from './nearest.js';
import { secretVariables } from './where/where.js';

const prefix = 'GATEWAY_SETUP_';
/** Not answers: where labs are kept, and the secrets of connecting. */
const internal = new Set([`${prefix}LABS`, ...Object.values(secretVariables)]);

/** How it runs is told to each run anew: a forgotten variable must not agree to changes. */
const onlyFlags = new Set([
  '--yes',
  '--skip',
  '--tune',
  '--resume',
  '--plain',
  '--answers',
  '--no-color',
  '--verbose',
  '--host',
  '--inventory',
  '--parallel',
  '--from',
  '--ssh-config',
  '--host-key',
  '--legacy-ssh',
  '--become',
  '--outside',
]);

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
      const shown = escapeControl(name, 100);
      warnings.push(
        `The variable ${shown} is not known and not used.${hintFor(name, [...variables.keys()])}`,
      );
      continue;
    }
    answers.set(question.key, checkedAnswer(question, text, `the variable ${name}`));
  }
  return { answers, warnings };
}

/** Measured without the prefix that all share: with it everything would be near everything. */
function hintFor(name: string, known: readonly string[]): string {
  const own = (text: string) => text.slice(prefix.length);
  const flag = `--${own(name).toLowerCase().replaceAll('_', '-')}`;
  if (onlyFlags.has(flag)) return ` It can only be given as the flag ${flag}.`;
  const meant = nearest(own(name), known.map(own));
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}
