import { createHash, randomBytes } from 'node:crypto';
import type { SFTPWrapper } from 'ssh2';
import { holdProcess, NotHeld } from '../../hold-process.js';
import { notWritten } from '../../put-script.js';
import { unstoppable } from '../../running/unstoppable.js';
import { lines } from '../../shell.js';
import type { RemoteProcess } from '../remote-shell.js';
import { untilLost } from '../until-lost.js';
import { wordsOf } from '../words.js';
import { finish } from './finish.js';
import type { PutMeans } from './put-means.js';
import {
  besideName,
  notWhatWasSent,
  privateFolderFragment,
  receiveFragment,
  type Upload,
} from './scripts.js';
import { Stalled, stallWatch } from './stall.js';
import { writeSftp } from './write-sftp.js';

/** Often enough for whatever watches over idle lines. */
const beatMs = 30_000;
/** Milliseconds without a byte being written. */
const stallMs = 60_000;

/** What arrives is moved over by a shell. False: it did not arrive as it was sent, or the server takes no files this way. @throws LineLost, UserError. */
export async function putBySftp(
  means: PutMeans,
  sftp: SFTPWrapper,
  path: string,
  content: Uint8Array,
  mode: number,
  onSent: (bytes: number) => void,
): Promise<boolean> {
  const token = randomBytes(8).toString('hex');
  const folder = means.elevated ? await holdFolder(means, `/tmp/gateway-setup.upload-${token}`) : undefined;
  if (means.elevated && folder === undefined) return false;
  const source = folder && `${folder.path}/content`;
  const upload = { path, mode, size: content.length, sha1: sha1Of(content), token, source };
  try {
    const process = await means.start(lines(unstoppable, receiveFragment(upload)));
    try {
      const words = wordsOf(process.stderr);
      await ready(process, path);
      const arrived = await write(means, sftp, source ?? besideName(upload), content, onSent);
      return arrived && (await moveOver(process, upload, words));
    } finally {
      await process.end();
    }
  } finally {
    await folder?.release();
  }
}

function sha1Of(content: Uint8Array): string {
  return createHash('sha1').update(content).digest('hex');
}

/** As who logged in, who alone can write there. Undefined: there is no room for it. */
async function holdFolder(
  { start }: PutMeans,
  path: string,
): Promise<{ readonly path: string; release(): Promise<void> } | undefined> {
  const process = await start(lines(unstoppable, privateFolderFragment(path)), { elevated: false });
  try {
    const held = await holdProcess(process, { beatMs });
    return {
      path,
      release: async () => {
        await held.release();
        await process.end();
      },
    };
  } catch (error) {
    await process.end();
    if (error instanceof NotHeld) return undefined;
    throw error;
  }
}

/** Held from now on: an empty line is no answer to it. */
async function ready(process: RemoteProcess, path: string): Promise<void> {
  try {
    await holdProcess(process, { beatMs });
  } catch (error) {
    throw error instanceof NotHeld ? notWritten(path, error.words) : error;
  }
}

/** Version 3 says of a full disk no more than "Failure"; the shell, which is asked next, has words. */
async function write(
  { line }: PutMeans,
  sftp: SFTPWrapper,
  path: string,
  content: Uint8Array,
  onSent: (bytes: number) => void,
): Promise<boolean> {
  const watch = stallWatch(stallMs);
  const written = writeSftp(sftp, path, content, (bytes) => {
    watch.moved();
    onSent(bytes);
  });
  try {
    await untilLost(line.lost, Promise.race([written, watch.over]));
    return true;
  } catch {
    if (line.lost.aborted) throw line.lost.reason;
    return false;
  } finally {
    watch.end();
  }
}

async function moveOver(process: RemoteProcess, { path }: Upload, words: () => string): Promise<boolean> {
  process.stdin.write('go\n');
  try {
    const code = await finish(process);
    if (code === notWhatWasSent) return false;
    if (code !== 0) throw notWritten(path, words());
    return true;
  } catch (error) {
    throw error instanceof Stalled ? notWritten(path, error.message) : error;
  }
}
