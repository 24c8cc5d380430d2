import { UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import { lockFolder, stateFolder } from './paths.js';

/**
 * One run at a time on a target: making a folder is the one thing that every system does atomically. The
 * holder is named in it. A lock whose holder on this same machine is gone is taken over by whoever makes a
 * folder in it first, and still finds it the dead one's; it is never away meanwhile.
 */
const take = (holder: string, pid: number, machine: string) => sh`
umask 077
lock=${lockFolder}
held() {
  cat "$lock/holder" 2>/dev/null
  exit 71
}
mkdir -p ${stateFolder} || exit 70
if ! mkdir "$lock" 2>/dev/null; then
  [ -e "$lock" ] || { mkdir "$lock"; exit 70; }
  old=$(cat "$lock/process" 2>/dev/null)
  case $old in '' | *[!0-9]*) held ;; esac
  [ "$(cat "$lock/machine" 2>/dev/null)" = ${machine} ] || held
  if kill -0 "$old" 2>/dev/null || [ -d "/proc/$old" ]; then held; fi
  mkdir "$lock/taking" 2>/dev/null || held
  if [ "$(cat "$lock/process" 2>/dev/null)" != "$old" ]; then
    rmdir "$lock/taking"
    held
  fi
fi
{ printf '%s\n' ${pid} > "$lock/process" &&
  printf '%s\n' ${machine} > "$lock/machine" &&
  printf '%s\n' ${holder} > "$lock/holder"; } || { rm -rf "$lock"; exit 70; }
rmdir "$lock/taking" 2>/dev/null
exit 0`;

/** Only our own: somebody may have removed it by hand, and another may hold it now. */
const release = (holder: string) => sh`
if [ "$(cat ${`${lockFolder}/holder`} 2>/dev/null)" = ${holder} ]; then rm -rf ${lockFolder}; fi`;

export interface Lock {
  release(): Promise<void>;
}

/** @throws UserError naming the holder when somebody else works on this target. */
export async function takeLock(host: Host, startedBy: string, now: Date): Promise<Lock> {
  const { hostname } = await import('node:os');
  const holder = `${startedBy}, since ${now.toISOString()}`;
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
      await host.run(release(holder), { shielded: true });
    },
  };
}
