import type { PutOptions } from '../../host.js';
import { putScript } from '../../put-script.js';
import { putBySftp } from './by-sftp.js';
import { putByShell } from './by-shell.js';
import { openSftp } from './open-sftp.js';
import { progressTeller } from './progress.js';
import type { PutMeans } from './put-means.js';

/** Up to here one command is quicker than opening SFTP, and there is nothing to show of its progress. */
const smallBytes = 32_768;

/**
 * As Host.putFile. A large file goes through SFTP where the server has it, else through a shell. Progress starts again at nothing
 * when SFTP does not carry it to the end. When the line is lost in the middle, `path` is as it was, and the server removes what had
 * arrived as soon as it notices.
 */
export async function putOverSsh(
  means: PutMeans,
  path: string,
  content: Uint8Array,
  { mode, onProgress }: PutOptions,
): Promise<void> {
  if (content.length <= smallBytes) {
    await putScript(means.run, path, content, mode);
    onProgress?.(content.length, content.length);
    return;
  }
  const teller = () => progressTeller(onProgress, content.length);
  // A path from the root means the same file to SFTP.
  const sftp = path.startsWith('/') ? await openSftp(means.line) : undefined;
  if (sftp !== undefined) {
    try {
      if (await putBySftp(means, sftp, path, content, mode, teller())) return;
    } finally {
      sftp.end();
    }
  }
  await putByShell(means, path, content, mode, teller());
}
