import { readFileSync } from 'node:fs';

/**
 * Which process is meant, past the reuse of numbers: the same number, started at the same moment since
 * the same start of the machine. A process number alone may belong to a stranger by tomorrow.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since the start of the machine (proc(5), field 22 of stat). */
  readonly startTime: string;
  readonly bootId: string;
}

/** The fields of /proc/PID/stat behind the command, which may itself hold spaces and brackets; [0] is the state. */
export function statFields(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}

/** Undefined when there is no such process, or only its corpse that nobody has collected. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  try {
    const fields = statFields(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { pid, startTime: fields[19] ?? '', bootId: bootId() };
  } catch {
    return undefined;
  }
}

export function isAlive(process: ProcessIdentity): boolean {
  const now = identifyProcess(process.pid);
  return now !== undefined && now.startTime === process.startTime && now.bootId === process.bootId;
}
