import type { HostFacts } from '../../products/host-facts.js';
import { shownAnswer } from '../../questions/effective.js';
import type { GivenAnswers } from '../../questions/question.js';
import { questions } from '../../questions/registry.js';
import { escapeControl } from '../../text/escape.js';

/** Every answer in effect, secrets as "set" or "not set"; of the settings those that somebody has decided. */
export function answersLines(given: GivenAnswers, facts: HostFacts, indent = '  '): string[] {
  const shown = questions.filter(({ key, setting }) => setting !== true || given.has(key));
  const width = Math.max(...shown.map((question) => question.label.length)) + 2;
  return shown.map(
    (question) =>
      `${indent}${`${question.label}:`.padEnd(width)}${escapeControl(shownAnswer(question, given, facts))}`,
  );
}
