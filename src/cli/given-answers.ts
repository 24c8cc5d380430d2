import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { mergeAnswers } from '../questions/merge.js';
import { flagOf } from '../questions/names.js';
import type { AnswerKey, GivenAnswers } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { readAnswersFile, readLocalFile } from './answers-file.js';
import { checkedAnswer } from './checked-answer.js';
import { answersFromEnvironment } from './environment.js';

export interface AnswerSources {
  /** Values of the flags by key; a secret's value is the name of the file that holds it. */
  readonly flags: ReadonlyMap<AnswerKey, string>;
  /** --answers */
  readonly file?: string;
}

/** Answers file, then environment, then flags: the later wins. @throws UserError (exit 4) */
export async function givenAnswers(
  { flags, file }: AnswerSources,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
): Promise<{ readonly given: GivenAnswers; readonly warnings: readonly string[] }> {
  const fromFile: GivenAnswers =
    file === undefined ? new Map<AnswerKey, string>() : await readAnswersFile(file, cwd);
  const fromEnvironment = answersFromEnvironment(env);
  const fromFlags = new Map<AnswerKey, string>();
  for (const question of questions) {
    const value = flags.get(question.key);
    if (value === undefined) continue;
    const text = question.kind === 'secret' ? await readSecret(value, cwd) : value;
    fromFlags.set(question.key, checkedAnswer(question, text, flagOf(question)));
  }
  return {
    given: [fromEnvironment.answers, fromFlags].reduce(mergeAnswers, fromFile),
    warnings: fromEnvironment.warnings,
  };
}

/** The end of line that every editor adds does not belong to a password. */
async function readSecret(file: string, cwd: string): Promise<string> {
  const text = (await readLocalFile(file, cwd, 'The password file')).replace(/\r?\n$/, '');
  if (text !== '') return text;
  throw new UserError(`The password file ${file} is empty.`, {
    why: 'A password that nobody gave cannot be used.',
    next: 'Put the password alone on the first line, or leave the flag out.',
    exitCode: ExitCode.usage,
  });
}
