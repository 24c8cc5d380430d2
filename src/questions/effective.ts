import type { HostFacts } from '../products/host-facts.js';
import { isConcerned } from './for-scanner.js';
import type { GivenAnswers, Question } from './question.js';

/** The text of an answer: what was given, else the default; none where the chosen scanner has no use for it. */
export function effectiveAnswer(
  question: Question,
  given: GivenAnswers,
  facts?: HostFacts,
): string | undefined {
  if (!isConcerned(question, given, facts)) return undefined;
  return given.get(question.key) ?? question.fallback?.(given, facts);
}

/** As a person may see it: secrets only as "set" or "not set". */
export function shownAnswer(question: Question, given: GivenAnswers, facts?: HostFacts): string {
  const text = effectiveAnswer(question, given, facts);
  if (question.kind === 'secret') return text === undefined || text === '' ? 'not set' : 'set';
  // A yes or no to what this server does not ask tells nothing.
  const moot = question.kind === 'yes-no' && !given.has(question.key) && facts !== undefined;
  if (text === undefined || (moot && question.open?.(facts, given) === false)) return 'not needed here';
  return question.shown?.(text) ?? text;
}
