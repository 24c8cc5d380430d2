import type { Service } from '../../model/service.js';
import type { RunningProcess } from '../host-facts.js';
import { isOf } from './is-of.js';

/** `12345 Ss 1-02:03:04 nod32d`: `ps -e -o pid= -o stat= -o etime= -o comm=`. */
const full = /^\s*(\d+)\s+([A-Za-z]\S*)\s+((?:\d+-)?(?:\d+:)?\d+:\d\d|-)\s+(\S.*?)\s*$/;
/** `12345 nod32d`: `ps -e -o pid= -o comm=`. */
const short = /^\s*(\d+)\s+(\S.*?)\s*$/;
const defunct = / <defunct>$/;

/** The lines of `ps` in either form; `now` is the target's clock in seconds since 1970. Pure. */
export function readProcesses(text: string, now?: number): readonly RunningProcess[] {
  return text.split('\n').flatMap((line) => {
    const match = line.match(full);
    if (match === null) {
      const [, pid, name = ''] = line.match(short) ?? [];
      return pid === undefined ? [] : [processOf(pid, name, defunct.test(name), undefined)];
    }
    const [, pid = '', state = '', elapsed = '', name = ''] = match;
    const seconds = elapsedSeconds(elapsed);
    const startedAt = now === undefined || seconds === undefined ? undefined : now - seconds;
    return [processOf(pid, name, state.startsWith('Z') || defunct.test(name), startedAt)];
  });
}

function processOf(pid: string, name: string, ended: boolean, startedAt: number | undefined): RunningProcess {
  return {
    pid: Number(pid),
    name: name.replace(defunct, ''),
    ...(ended ? { ended } : {}),
    ...(startedAt === undefined ? {} : { startedAt }),
  };
}

/** Seconds of `[[DD-]hh:]mm:ss` (POSIX, ps); undefined for anything else. */
export function elapsedSeconds(text: string): number | undefined {
  const match = text.match(/^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d\d)$/);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

/** `process` as a service has it: a name, or the folder below which its programs lie. */
export function isRunning(processes: readonly RunningProcess[], process: Service['process']): boolean {
  return processes.some((one) => isOf({ process }, one) && one.ended !== true);
}
