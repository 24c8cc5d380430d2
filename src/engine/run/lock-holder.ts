import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds the lock of a target: in words, and so that the same machine can tell whether it is still at work. */
export interface LockHolder {
  /** "root on laptop, process 812, since 2026-11-22T09:00:00.000Z" */
  readonly words: string;
  readonly machine: string;
  readonly pid: number;
}

export function lockHolder(startedBy: string, now: Date): LockHolder {
  return { words: `${startedBy}, since ${now.toISOString()}`, machine: thisMachine(), pid: process.pid };
}

/** Known to be over: it ran on this very machine, and is not there any more. Of other machines nothing is known. */
export function isOver({ machine, pid }: LockHolder): boolean {
  return machine === thisMachine() && !isThere(pid);
}

/** Its name, and what tells it from another one of that name. */
function thisMachine(): string {
  return `${hostname()} ${machineId()}`;
}

function machineId(): string {
  for (const path of ['/etc/machine-id', '/proc/sys/kernel/random/boot_id']) {
    try {
      const id = readFileSync(path, 'utf8').trim();
      if (id !== '') return id;
    } catch {
      // Not every system has one.
    }
  }
  return '-';
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
