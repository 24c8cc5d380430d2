import type { Io } from '../io.js';
import { mergeAnswers } from '../questions/merge.js';
import { flagOf } from '../questions/names.js';
import type { AnswerKey, GivenAnswers } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { readAnswersFile } from './answers-file.js';
import { checkedAnswer } from './checked-answer.js';
import { answersFromEnvironment } from './environment.js';
import { readSecretFile } from './secret-file.js';

export interface AnswerSources {
  /** Values of the flags by key; a secret's value is the name of the file that holds it. */
  readonly flags: ReadonlyMap<AnswerKey, string>;
  /** --answers */
  readonly file?: string;
}

/** Answers file, then environment, then flags: the later wins. @throws UserError (exit 4) */
export async function givenAnswers(
  sources: AnswerSources,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<{ readonly given: GivenAnswers; readonly warnings: readonly string[] }> {
  const { givenFor, warnings } = await givenForEach(sources, io);
  return { given: givenFor(new Map()), warnings };
}

/** The same for each of several servers, with what an inventory says: it is stronger than the answers file alone. @throws UserError (exit 4) */
export async function givenForEach(
  { flags, file }: AnswerSources,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
): Promise<{
  readonly givenFor: (inventory: GivenAnswers) => GivenAnswers;
  readonly warnings: readonly string[];
}> {
  const fromFile: GivenAnswers =
    file === undefined ? new Map<AnswerKey, string>() : await readAnswersFile(file, cwd);
  const fromEnvironment = answersFromEnvironment(env);
  const fromFlags = new Map<AnswerKey, string>();
  for (const question of questions) {
    const value = flags.get(question.key);
    if (value === undefined) continue;
    const text = question.kind === 'secret' ? await readSecretFile(value, cwd, 'The password file') : value;
    fromFlags.set(question.key, checkedAnswer(question, text, flagOf(question)));
  }
  return {
    givenFor: (inventory) => [inventory, fromEnvironment.answers, fromFlags].reduce(mergeAnswers, fromFile),
    warnings: fromEnvironment.warnings,
  };
}
