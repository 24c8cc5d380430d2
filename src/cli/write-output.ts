import { randomBytes } from 'node:crypto';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';

/**
 * Whether a file can be written there, as far as that can be told beforehand: a long look at a server is not made for nothing.
 * Undefined: nothing is to be written. @throws UserError (exit 4)
 */
export async function requirePlace(file: string | undefined, cwd: string): Promise<void> {
  if (file === undefined) return;
  try {
    await access(dirname(await placeOf(resolve(cwd, file))), constants.W_OK);
  } catch (cause) {
    throw notWritable(file, cause, `${sentence(reasonOf(cause))} Nothing was done.`, ExitCode.usage);
  }
}

/**
 * Writes a file on this machine, whole or not at all: beside it under a name that nobody can guess, then renamed over
 * it. Only its owner may read it unless `mode` says otherwise.
 * @throws UserError
 */
export async function writeOutput(file: string, cwd: string, text: string, mode = 0o600): Promise<void> {
  let beside: string | undefined;
  try {
    const path = await placeOf(resolve(cwd, file));
    beside = `${path}.${randomBytes(6).toString('hex')}.new`;
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (cause) {
    if (beside !== undefined) await rm(beside, { force: true });
    throw notWritable(file, cause, sentence(reasonOf(cause)), ExitCode.failed);
  }
}

function notWritable(file: string, cause: unknown, why: string, exitCode: ExitCode): UserError {
  return new UserError(
    `${escapeControl(file, 200)} ${exitCode === ExitCode.usage ? 'cannot' : 'could not'} be written.`,
    {
      why: escapeControl(why),
      next: 'Name a file in a folder that can be written, with enough space: --output <file>',
      exitCode,
      cause,
    },
  );
}

/** For what an operator mistypes; the rest in the words of the system. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** Behind a link the file itself. Root would replace what is no file, such as /dev/null, by one. */
async function placeOf(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return path;
  if (!found.isFile()) throw new Error('it is there already and is no regular file');
  return realpath(path);
}
