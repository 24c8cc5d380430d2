import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { ProcessInfo } from './snapshot.js';

/** Clock ticks in a second, as Linux shows times to programs on every machine of today. */
const ticksPerSecond = 100;

/** Milliseconds since 1970 at which the machine was started. */
function bootTime(): number {
  const seconds = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
  return Number(seconds ?? 0) * 1000;
}

/** One process from the texts of /proc/PID (proc(5)). */
export function parseProcess(stat: string, cmdline: string, uid: number, bootedAt: number): ProcessInfo {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat
    .slice(close + 2)
    .trim()
    .split(' ');
  const number = (index: number) => Number(fields[index] ?? 0);
  return {
    pid: Number(stat.slice(0, open)),
    name: stat.slice(open + 1, close),
    args: cmdline === '' ? [] : cmdline.replace(/\0+$/, '').split('\0'),
    uid,
    state: fields[0] ?? '?',
    parent: number(1),
    group: number(2),
    session: number(3),
    terminal: number(4),
    foregroundGroup: number(5),
    cpuSeconds: Math.floor((number(11) + number(12)) / ticksPerSecond),
    nice: number(16),
    threads: number(17),
    startedAt: bootedAt + (number(19) * 1000) / ticksPerSecond,
  };
}

function readProcess(pid: string, bootedAt: number): ProcessInfo | undefined {
  try {
    const folder = `/proc/${pid}`;
    const { uid } = statSync(folder);
    return parseProcess(
      readFileSync(`${folder}/stat`, 'latin1'),
      readFileSync(`${folder}/cmdline`, 'utf8'),
      uid,
      bootedAt,
    );
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** Every process that /proc shows and `isWanted` lets through, by number. */
export function readProcesses(isWanted: (pid: number) => boolean = () => true): ProcessInfo[] {
  const bootedAt = bootTime();
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && isWanted(Number(entry)))
    .map((pid) => readProcess(pid, bootedAt))
    .filter((found) => found !== undefined)
    .sort((one, other) => one.pid - other.pid);
}
