import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';

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
    throw new UserError(`${escapeControl(file, 200)} could not be written.`, {
      why: escapeControl(cause instanceof Error ? cause.message : String(cause)),
      next: 'Name a file in a folder that can be written, with enough space: --output <file>',
      cause,
    });
  }
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
