import { ExitCode, UserError } from '../errors.js';
import { readLocalFile } from './answers-file.js';

/** A password from a file. The end of line that every editor adds does not belong to it. @throws UserError (exit 4) */
export async function readSecretFile(file: string, cwd: string, what: string): Promise<string> {
  const text = (await readLocalFile(file, cwd, what)).replace(/\r?\n$/, '');
  const trouble = text === '' ? 'is empty' : /[\r\n]/.test(text) ? 'has more than one line' : undefined;
  if (trouble === undefined) return text;
  throw new UserError(`${what} ${file} ${trouble}.`, {
    why: 'A password is one line, and none is guessed.',
    next: 'Put the password alone on the first line, or leave the flag out.',
    exitCode: ExitCode.usage,
  });
}
