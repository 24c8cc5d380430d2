import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../errors.js';
import { identifyProcess, isAlive, type ProcessIdentity } from './isolation/process-identity.js';

/** Written beside the lock and linked into place: nobody ever sees a lock without its holder's name. */
function tryLock(lock: string): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identifyProcess(process.pid)));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(own);
  }
}

/** Not by `recursive`: where no folder can be made (/proc), Node then tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

function holderOf(lock: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** The process that is building or removing the lab at the moment; undefined when nobody is. */
export function whoBuilds(lock: string): ProcessIdentity | undefined {
  const holder = holderOf(lock);
  return holder && isAlive(holder) ? holder : undefined;
}

/**
 * Keeps two commands from building or removing the same lab at once, while `work` runs.
 * A lock whose holder has died is taken over.
 * @throws UserError when somebody else is at it.
 */
export async function withBuildLock<T>(lock: string, name: string, work: () => Promise<T>): Promise<T> {
  makeFolder(dirname(lock));
  while (!tryLock(lock)) {
    const holder = whoBuilds(lock);
    if (holder) {
      throw new UserError(`the lab "${name}" is being built or removed by process ${holder.pid}`, {
        why: 'two at once would build over each other',
        next: 'wait until it is done, or use another --name',
      });
    }
    unlinkSync(lock);
  }
  try {
    return await work();
  } finally {
    unlinkSync(lock);
  }
}
