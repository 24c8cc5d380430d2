import type { AnswerKey, GivenAnswers } from './question.js';

/**
 * Answers of two sources, the stronger over the weaker, key by key. Who now tells the expected peak means the threads that
 * follow from it, and not a number that was given somewhere before. Pure.
 */
export function mergeAnswers(weaker: GivenAnswers, stronger: GivenAnswers): GivenAnswers {
  const merged = new Map<AnswerKey, string>([...weaker, ...stronger]);
  if (stronger.has('peak-connections') && !stronger.has('scan-threads')) merged.delete('scan-threads');
  return merged;
}
