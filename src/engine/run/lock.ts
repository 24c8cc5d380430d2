import { UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import { lockFolder, stateFolder } from './paths.js';

/**
 * One run at a time on a target: making a folder is the one thing that every system does atomically. The
 * holder is named in it. A lock whose holder on this same machine is gone is taken over.
 */
const take = (holder: string, pid: number, machine: string) => sh`
umask 077
mkdir -p ${stateFolder} || exit 70
if ! mkdir ${lockFolder} 2>/dev/null; then
  old=$(cat ${`${lockFolder}/process`} 2>/dev/null)
  oldmachine=$(cat ${`${lockFolder}/machine`} 2>/dev/null)
  if [ "$oldmachine" = ${machine} ] && [ -n "$old" ] && ! kill -0 "$old" 2>/dev/null; then
    rm -rf ${lockFolder}
    mkdir ${lockFolder} 2>/dev/null || exit 71
  else
    cat ${`${lockFolder}/holder`} 2>/dev/null
    exit 71
  fi
fi
{ printf '%s\n' ${pid} > ${`${lockFolder}/process`} &&
  printf '%s\n' ${machine} > ${`${lockFolder}/machine`} &&
  printf '%s\n' ${holder} > ${`${lockFolder}/holder`}; } || { rm -rf ${lockFolder}; exit 70; }`;

export interface Lock {
  release(): Promise<void>;
}

/** @throws UserError naming the holder when somebody else works on this target. */
export async function takeLock(host: Host, startedBy: string, now: Date): Promise<Lock> {
  const { hostname } = await import('node:os');
  const holder = `${startedBy} since ${now.toISOString()} (process ${process.pid} on ${hostname()})`;
  const result = await host.run(take(holder, process.pid, hostname()), { shielded: true });
  if (result.code === 71) {
    const who = escapeControl(result.stdout.toString('utf8').trim(), 200);
    throw new UserError(
      `${host.name} is being worked on: ${who === '' ? 'the holder of the lock is not known' : who}.`,
      {
        why: 'Two runs at once would undo each other\u2019s work.',
        next: `Wait until it is done. If nobody works there any more, remove ${lockFolder} and run again.`,
      },
    );
  }
  if (result.code !== 0) {
    throw new UserError(
      `${stateFolder} on ${host.name} could not be written: ${result.stderr.toString('utf8').trim()}`,
      {
        why: 'Nothing is changed without a journal that can take it back.',
        next: 'Check the free space (df -k) and the rights of that folder, then run again.',
      },
    );
  }
  return {
    release: async () => {
      await host.run(sh`rm -rf ${lockFolder}`, { shielded: true });
    },
  };
}
