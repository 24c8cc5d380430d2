import { ExitCode, UserError } from '../errors.js';
import type { HostFacts } from '../products/host-facts.js';
import { effectiveAnswer } from './effective.js';
import { isConcerned } from './for-scanner.js';
import { flagOf, variableOf } from './names.js';
import type { AnswerKey, GivenAnswers, Question } from './question.js';
import { questions } from './registry.js';

/** The questions that the survey leaves open and that nobody answered. */
export function openQuestions(
  facts: HostFacts,
  given: GivenAnswers,
  notNeeded: ReadonlySet<AnswerKey> = new Set(),
): readonly Question[] {
  return questions.filter(
    (question) =>
      !isSuperfluous(question, facts, given) &&
      question.open !== undefined &&
      !given.has(question.key) &&
      !notNeeded.has(question.key),
  );
}

/**
 * The survey already tells what this would answer, such as the package of an installed scanner, or another scanner would be
 * asked about it: what it points at does not matter.
 */
export function isSuperfluous(question: Question, facts: HostFacts, given: GivenAnswers): boolean {
  if (!isConcerned(question, given, facts)) return true;
  return question.open !== undefined && !question.open(facts, given);
}

/** Those of them without which setup cannot go on. */
export function missingAnswers(
  facts: HostFacts,
  given: GivenAnswers,
  notNeeded?: ReadonlySet<AnswerKey>,
): readonly Question[] {
  return openQuestions(facts, given, notNeeded).filter(
    (question) =>
      (question.optional !== true || question.required?.(given) === true) &&
      effectiveAnswer(question, given, facts) === undefined,
  );
}

/** One error that names all of them: a script is not sent round once for each. */
export function missingAnswersError(missing: readonly Question[]): UserError {
  const lines = missing.map(
    (question) =>
      `${flagOf(question)} (key ${question.key}, variable ${variableOf(question)}): ${question.help}`,
  );
  const heading = missing.length === 1 ? 'An answer is missing:' : `${missing.length} answers are missing:`;
  return new UserError([heading, ...lines].join('\n'), {
    why: 'Nobody can be asked here, and nothing is guessed on a mail server. Nothing was changed.',
    next: `Give ${missing.map((question) => `${flagOf(question)} ${question.placeholder === undefined ? '' : `<${question.placeholder}>`}`.trimEnd()).join(' ')}, or put the keys into a file for --answers.`,
    exitCode: ExitCode.usage,
  });
}
