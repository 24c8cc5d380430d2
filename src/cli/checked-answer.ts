import { ExitCode, UserError } from '../errors.js';
import { flagOf } from '../questions/names.js';
import type { Question } from '../questions/question.js';
import { escapeControl } from '../text/escape.js';

/**
 * An answer from outside in the form that its question expects. `true` and `false` are taken for yes and
 * no: ini files and scripts write them so. @throws UserError (exit 4) naming where it came from; never its value when secret.
 */
export function checkedAnswer(question: Question, given: string, source: string): string {
  const text = question.kind === 'yes-no' ? yesNo(given) : given;
  const problem = text === '' && question.optional === true ? undefined : question.problem(text);
  if (problem === undefined) return text;
  const shown = question.kind === 'secret' ? 'its value' : `"${escapeControl(given, 100)}"`;
  throw new UserError(`${source}: ${shown} is not an answer to "${question.ask}" ${problem}`, {
    why: 'Nothing is guessed on a mail server. Nothing was done.',
    next: `${flagOf(question)}: ${question.help}.`,
    exitCode: ExitCode.usage,
  });
}

function yesNo(text: string): string {
  const lower = text.toLowerCase();
  if (lower === 'true') return 'yes';
  return lower === 'false' ? 'no' : lower;
}
