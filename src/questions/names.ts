import type { Question } from './question.js';

/** The flag of a question. A secret is never a flag's value (it would show in the process list): its flag takes a file. */
export function flagOf(question: Question): string {
  return question.kind === 'secret' ? `--${question.key}-file` : `--${question.key}`;
}

export function variableOf(question: Question): string {
  return `GATEWAY_SETUP_${question.key.toUpperCase().replaceAll('-', '_')}`;
}
