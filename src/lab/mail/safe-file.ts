import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes beside the final name and flushes; `commit` makes the file visible under it, `discard` removes it. */
export interface StagedFile {
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** @throws the system's error (such as ENOSPC) after removing what was written. */
export async function stageFile(path: string, content: Uint8Array, mode = 0o600): Promise<StagedFile> {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  const discard = () => rm(temporary, { force: true });
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      // Whatever the umask says.
      await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await discard();
    throw error;
  }
  return { commit: () => rename(temporary, path), discard };
}
