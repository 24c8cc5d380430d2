import type { HostFacts } from '../../products/host-facts.js';
import { shownAnswer } from '../../questions/effective.js';
import { isConcerned } from '../../questions/for-scanner.js';
import type { GivenAnswers } from '../../questions/question.js';
import { questions } from '../../questions/registry.js';
import { escapeControl } from '../../text/escape.js';

/** Every answer in effect for the chosen scanner, secrets as "set" or "not set"; of the settings those that somebody has decided. */
export function answersLines(given: GivenAnswers, facts: HostFacts, indent = '  '): string[] {
  const shown = questions.filter(
    (question) =>
      isConcerned(question, given, facts) && (question.setting !== true || given.has(question.key)),
  );
  const width = Math.max(...shown.map((question) => question.label.length)) + 2;
  return shown.map(
    (question) =>
      `${indent}${`${question.label}:`.padEnd(width)}${escapeControl(shownAnswer(question, given, facts))}`,
  );
}
