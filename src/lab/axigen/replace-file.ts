import { stat } from 'node:fs/promises';
import { stageFile } from '../mail/safe-file.js';

/**
 * Writes a file of the server's own in one stroke. The mode stays; it belongs to the server's user, as it
 * must. @param mode for a file that is new. @throws the system's error
 */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const old = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const file = await stageFile(path, Buffer.from(text, 'latin1'), old ? old.mode & 0o777 : mode);
  await file.commit();
}
