import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'ini';
import { ExitCode, UserError } from '../errors.js';
import { flagOf, variableOf } from '../questions/names.js';
import type { AnswerKey } from '../questions/question.js';
import { questionFor, questions } from '../questions/registry.js';
import { escapeControl } from '../text/escape.js';
import { checkedAnswer } from './checked-answer.js';
import { nearest } from './nearest.js';

/** @throws UserError (exit 4) when the file cannot be read or does not hold answers. */
export async function readAnswersFile(file: string, cwd: string): Promise<ReadonlyMap<AnswerKey, string>> {
  return parseAnswersFile(await readLocalFile(file, cwd, 'The answers file'), file);
}

/** A small local text file that a flag names; also a pipe, as the shell's <(...) gives one. @throws UserError (exit 4) */
export async function readLocalFile(
  file: string,
  cwd: string,
  what: string,
  limit = sizeLimit,
): Promise<string> {
  const name = escapeControl(file, 200);
  try {
    const text = await readAtMost(resolve(cwd, file), limit);
    if (text !== undefined) return text;
  } catch (error) {
    throw unreadable(what, file, error);
  }
  throw notRead(`${what} ${name} is larger than ${limit / 1024} KiB, so it cannot be what was meant.`);
}

/** Bytes; a file of answers has some hundred. */
const sizeLimit = 64 * 1024;

/** Undefined: there is more. The file is never read whole: /dev/zero has no end. */
async function readAtMost(path: string, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: limit })) {
    const bytes: Buffer = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > limit) return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A file on this machine that a flag names, and why it cannot be read. */
export function unreadable(what: string, file: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return notRead(`${what} ${escapeControl(file, 200)} cannot be read: ${reasons[code] ?? code}.`, cause);
}

function notRead(message: string, cause?: unknown): UserError {
  return new UserError(message, {
    why: 'It was to be read before anything else. Nothing was changed.',
    next: 'Check the path (it is a file on this machine) and its permissions.',
    exitCode: ExitCode.usage,
    ...(cause === undefined ? {} : { cause }),
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is not a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  ERR_INVALID_ARG_VALUE: 'the name holds a NUL character',
};

/** Lines of `key = value`; `#` and `;` begin comments; no sections. @throws UserError (exit 4) */
export function parseAnswersFile(text: string, file: string): ReadonlyMap<AnswerKey, string> {
  const answers = new Map<AnswerKey, string>();
  const twice = keyGivenTwice(text);
  if (twice !== undefined) throw givenTwice(twice, file);
  for (const [key, value] of Object.entries(parse(text.replace(/^\ufeff/, '')))) {
    const question = questionFor(key);
    if (question?.kind === 'secret') throw secretInFile(key, file);
    if (value !== null && typeof value === 'object') throw notPlain(key, file);
    if (question === undefined) throw unknownKey(key, file);
    answers.set(question.key, checkedAnswer(question, String(value), `${file}, key ${key}`));
  }
  return answers;
}

interface Repeated {
  readonly key: string;
  /** From 1. */
  readonly lines: readonly [number, number];
}

/** The first key that stands on two lines; the ini parser would silently take the last. */
function keyGivenTwice(text: string): Repeated | undefined {
  const seen = new Map<string, number>();
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .entries()) {
    const key = /^\s*["']?([^;#["'\s=][^="']*?)["']?\s*(?:=|$)/.exec(line)?.[1];
    if (key === undefined || key.endsWith('[]')) continue;
    const before = seen.get(key);
    if (before !== undefined) return { key, lines: [before, index + 1] };
    seen.set(key, index + 1);
  }
  return undefined;
}

function givenTwice({ key, lines }: Repeated, file: string): UserError {
  return new UserError(
    `${file} holds the key ${escapeControl(key, 100)} twice, on lines ${lines.join(' and ')}.`,
    {
      why: 'Only one of the two can be meant.',
      next: 'Remove one of the lines.',
      exitCode: ExitCode.usage,
    },
  );
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
      why: 'What stands in one would be an answer that is silently not used.',
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
