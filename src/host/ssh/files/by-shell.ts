import type { Writable } from 'node:stream';
import { notWritten, putFragment } from '../../put-script.js';
import { unstoppable } from '../../running/unstoppable.js';
import { lines } from '../../shell.js';
import type { RemoteProcess } from '../remote-shell.js';
import { wordsOf } from '../words.js';
import { finish } from './finish.js';
import type { PutMeans } from './put-means.js';
import { Stalled, stallWatch } from './stall.js';

const chunkBytes = 32_768;
/** Milliseconds without a byte being taken. */
const stallMs = 60_000;

/**
 * Through a shell's standard input, no faster than it takes it. It must live to remove what arrived when nobody hears its complaint.
 * @throws LineLost, UserError.
 */
export async function putByShell(
  { start }: Pick<PutMeans, 'start'>,
  path: string,
  content: Uint8Array,
  mode: number,
  onSent: (bytes: number) => void,
): Promise<void> {
  const process = await start(lines(unstoppable, putFragment(path, mode, content.length)));
  const words = wordsOf(process.stderr);
  process.stdout.resume();
  try {
    await feed(process, content, onSent);
    const code = await finish(process);
    if (code !== 0) throw notWritten(path, words());
  } catch (error) {
    throw error instanceof Stalled ? notWritten(path, error.message) : error;
  } finally {
    await process.end();
  }
}

/** Ends early when the shell does: it will say why. */
async function feed(
  { stdin, exited }: RemoteProcess,
  content: Uint8Array,
  onSent: (bytes: number) => void,
): Promise<void> {
  stdin.on('error', () => {});
  let over = false;
  const ended = exited.then(() => {
    over = true;
  });
  const watch = stallWatch(stallMs);
  try {
    for (let at = 0; at < content.length && !over; at += chunkBytes) {
      const chunk = content.subarray(at, at + chunkBytes);
      await Promise.race([taken(stdin, chunk), ended, watch.over]);
      watch.moved();
      if (!over) onSent(chunk.length);
    }
  } finally {
    watch.end();
  }
  stdin.end();
}

/** Settles when it is on its way; a failure shows in the end of the shell. */
function taken(stdin: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    stdin.write(chunk, () => resolve());
  });
}
