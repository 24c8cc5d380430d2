import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds the lock of a target: in words, and so that the same machine can tell whether it is still at work. */
export interface LockHolder {
  /** "root on laptop, process 812, since 2026-11-22T09:00:00.000Z" */
  readonly words: string;
  /** Its name, and what tells it from another one of that name. */
  readonly machine: string;
  /** Since when it has been up, and which of its containers: process numbers mean something only within these. */
  readonly boot: string;
  /** The number of the process, and its start where it is known: the number may be another one's by now. */
  readonly process: string;
}

export function lockHolder(startedBy: string, now: Date): LockHolder {
  return {
    words: `${startedBy}, since ${now.toISOString()}`,
    machine: thisMachine(),
    boot: thisBoot(),
    process: processNow(process.pid),
  };
}

/** Where a system does not tell. */
const unknown = '-';

/** Three beats: what comes late may still come. */
export const silentSeconds = 30;

/**
 * Known to be over: it ran on this very machine, and is not there any more. Of other machines nothing is known, and a copy of
 * this one has its name and its id, too: so one of another boot must have been silent as well.
 * @param silent seconds since its last sign of life
 */
export function isOver({ machine, boot, process: noted }: LockHolder, silent: number): boolean {
  if (machine !== thisMachine() || machine.endsWith(` ${unknown}`) || noted === '') return false;
  if (boot === thisBoot()) return !isThere(noted);
  const [started] = boot.split(' ');
  const [startedNow] = thisBoot().split(' ');
  return started !== startedNow && silent > silentSeconds;
}

/** This very process. */
export function isOurs({ machine, boot, process: noted }: LockHolder): boolean {
  return machine === thisMachine() && boot === thisBoot() && noted === processNow(process.pid);
}

function thisMachine(): string {
  return `${hostname()} ${firstLineOf('/etc/machine-id') ?? unknown}`;
}

function thisBoot(): string {
  return `${firstLineOf('/proc/sys/kernel/random/boot_id') ?? unknown} ${processNamespace()}`;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not every system has them.
    return unknown;
  }
}

function firstLineOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n')[0]?.trim() || undefined;
  } catch {
    // Not every system has one.
    return undefined;
  }
}

/** Its number, and when it was started, in the ticks of proc(5). */
function processNow(pid: number): string {
  const started = firstLineOf(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /, '')
    .split(' ')[19];
  return started === undefined ? `${pid}` : `${pid} ${started}`;
}

function isThere(noted: string): boolean {
  const pid = Number(noted.split(' ')[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It may be there and somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !noted.includes(' ') || processNow(pid) === noted;
}
