import type { SFTPWrapper } from 'ssh2';
import type { SshLine } from '../line.js';
import { untilLost } from '../until-lost.js';
import { stallWatch } from './stall.js';

/** Milliseconds for a server to begin. One that has only noise to say instead never does. */
const beginMs = 15_000;

const without = new WeakSet<SshLine>();

/** Undefined: the server has no SFTP, which is not asked for again on this line. @throws LineLost */
export async function openSftp(line: SshLine): Promise<SFTPWrapper | undefined> {
  if (without.has(line)) return undefined;
  const watch = stallWatch(beginMs);
  const opening = line.sftp();
  let late = false;
  opening.then(
    (sftp) => {
      // A fault of its protocol must not end the program, whoever listens.
      sftp.on('error', () => {});
      if (late) sftp.end();
    },
    () => {},
  );
  try {
    return await untilLost(line.lost, Promise.race([opening, watch.over]));
  } catch {
    late = true;
    if (line.lost.aborted) throw line.lost.reason;
    without.add(line);
    return undefined;
  } finally {
    watch.end();
  }
}
