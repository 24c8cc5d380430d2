import {
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The same as crash_point in hooks.sh, for what the wizard itself does. `folder`: that of the test, as this process sees it. */
export async function stopAt(folder: string, name: string, about: string): Promise<void> {
  if (!existsSync(`${folder}/here`)) return;
  appendFileSync(`${folder}/points`, `${name}\n`);
  const [wanted, nth] = readFileSync(`${folder}/wanted`, 'utf8').split('\n');
  if (name !== wanted) return;
  const reached = readFileSync(`${folder}/points`, 'utf8')
    .split('\n')
    .filter((one) => one === name).length;
  if (reached !== Number(nth)) return;
  const here = openSync(`${folder}/here`, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(here, `${about}\n`);
  closeSync(here);
  await answered(folder);
}

/** Looks every few milliseconds: a read that waits would keep a whole thread, and the process, from ending. */
async function answered(folder: string): Promise<void> {
  const answer = openSync(`${folder}/answer`, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    for (;;) {
      try {
        if (readSync(answer, Buffer.alloc(64)) > 0) return;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      }
      await delay(5);
    }
  } finally {
    closeSync(answer);
  }
}
