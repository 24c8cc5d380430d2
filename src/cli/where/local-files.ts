import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, UserError } from '../../errors.js';
import type { AnswerKey } from '../../questions/question.js';
import { escapeControl } from '../../text/escape.js';

/** Answers that name a file which may lie on the operator's machine and is then uploaded. */
export const uploadable = ['license', 'package'] as const satisfies readonly AnswerKey[];

export function isUploadable(key: AnswerKey): key is (typeof uploadable)[number] {
  return uploadable.some((one) => one === key);
}

/** Bytes; the largest of the vendors' packages is far smaller. */
const uploadLimit = 1024 * 1024 * 1024;

/** A regular file on this machine. What cannot be looked at here, such as a path below /root, is one on the server. */
export function isLocalFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @throws UserError (exit 4) when it cannot be read, or is no file that anybody would upload. */
export async function contentOf(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > uploadLimit) throw new Error(`it is larger than ${sizeInWords(uploadLimit)}`);
    return await readFile(path);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${escapeControl(path, 300)} on this machine cannot be read: ${escapeControl(words, 500)}`,
      {
        why: 'It was to be uploaded to the server. Nothing was changed.',
        next: 'Check the path and its rights.',
        exitCode: ExitCode.usage,
      },
    );
  }
}

export function sizeInWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/**
 * With a server elsewhere, a word such as `./nod32.lic` is a file on this machine: made absolute, so that it counts as a path.
 * What is no file here stays as it is, a path on the server. @throws UserError (exit 4) when it can be neither
 */
export function withAbsolutePaths(
  flags: ReadonlyMap<AnswerKey, string>,
  cwd: string,
): ReadonlyMap<AnswerKey, string> {
  return new Map(
    [...flags].map(([key, text]) => {
      if (!isUploadable(key) || text === '') return [key, text] as const;
      const here = resolve(cwd, text);
      if (isLocalFile(here)) return [key, here] as const;
      if (!text.startsWith('/')) throw nowhere(key, text);
      return [key, text] as const;
    }),
  );
}

function nowhere(key: AnswerKey, path: string): UserError {
  return new UserError(`--${key}: there is no file ${escapeControl(path, 300)} on this machine.`, {
    why: 'It cannot be meant as a path on the server: such a one begins with /. Nothing was done.',
    next: 'Check how it is written, and in which folder you are, then run the same command again.',
    exitCode: ExitCode.usage,
  });
}
