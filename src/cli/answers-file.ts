import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'ini';
import { ExitCode, UserError } from '../errors.js';
import { flagOf, variableOf } from '../questions/names.js';
import type { AnswerKey } from '../questions/question.js';
import { questionFor, questions } from '../questions/registry.js';
import { checkedAnswer } from './checked-answer.js';
import { nearest } from './nearest.js';

/** @throws UserError (exit 4) when the file cannot be read or does not hold answers. */
export async function readAnswersFile(file: string, cwd: string): Promise<ReadonlyMap<AnswerKey, string>> {
  return parseAnswersFile(await readLocalFile(file, cwd, 'The answers file'), file);
}

/** A small local text file that a flag names. @throws UserError (exit 4) */
export async function readLocalFile(file: string, cwd: string, what: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError(`${what} ${file} cannot be read: ${reasons[code] ?? code}.`, {
      why: 'It was to be read before anything else. Nothing was changed.',
      next: 'Check the path (it is a file on this machine) and its permissions.',
      exitCode: ExitCode.usage,
      cause: error,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is not a folder',
};

/** Lines of `key = value`; `#` and `;` begin comments; no sections. @throws UserError (exit 4) */
export function parseAnswersFile(text: string, file: string): ReadonlyMap<AnswerKey, string> {
  const answers = new Map<AnswerKey, string>();
  for (const [key, value] of Object.entries(parse(text.replace(/^\ufeff/, '')))) {
    const question = questionFor(key);
    if (question?.kind === 'secret') throw secretInFile(key, file);
    if (value !== null && typeof value === 'object') throw notPlain(key, file);
    if (question === undefined) throw unknownKey(key, file);
    answers.set(question.key, checkedAnswer(question, String(value), `${file}, key ${key}`));
  }
  return answers;
}

function secretInFile(key: string, file: string): UserError {
  const question = questionFor(key);
  const variable = question && variableOf(question);
  const flag = question && flagOf(question);
  return new UserError(`${file} holds the key ${key}: a secret does not belong in an answers file.`, {
    why: 'Answers files are copied, kept and shown; a password in one is soon known to many.',
    next: `Remove the line. Put the password alone into a file that only you can read and give ${flag} <file>, or set ${variable}.`,
    exitCode: ExitCode.usage,
  });
}

function notPlain(key: string, file: string): UserError {
  return new UserError(
    `${file}: "${key}" is a section or a list; an answers file has only lines of key = value.`,
    {
      next: 'Remove the line in [brackets], or the [] after the key.',
      exitCode: ExitCode.usage,
    },
  );
}

function unknownKey(key: string, file: string): UserError {
  const keys = questions.filter((question) => question.kind !== 'secret').map((question) => question.key);
  const meant = nearest(key, keys);
  return new UserError(`${file} holds the key "${key}", which is not known.`, {
    why: 'A misspelt key would be an answer that is silently not used.',
    next:
      meant === undefined
        ? `The keys are: ${keys.join(', ')}.`
        : `Did you mean ${meant}? The keys are: ${keys.join(', ')}.`,
    exitCode: ExitCode.usage,
  });
}
