import { readFileSync } from 'node:fs';
import { statFields } from './isolation/process-identity.js';

/** Milliseconds between two looks: soon enough for a person, next to nothing for the machine. */
const interval = 100;

/** Milliseconds in which a stop that the kernel sends to us has surely arrived. */
const settling = 50;

/** Stopped by a signal (proc(5), the state in /proc/PID/stat), not by a debugger. */
export function isStopped(pid: number): boolean {
  try {
    return statFields(readFileSync(`/proc/${pid}/stat`, 'latin1'))[0] === 'T';
  } catch {
    return false;
  }
}

/**
 * Ctrl-Z in a program that reads keys itself (the wizard, an editor) stops only that program, by a signal
 * to itself; a program with a process group of its own (a shell in the lab) does the same on `suspend`. A
 * shell sees only what it has started, which is us: so when the command has stopped, our whole process
 * group stops too (npx may be in it, and the shell waits for that one). When `fg` has brought us back,
 * so is the command. Where nobody could bring us back (no job control), the kernel ignores our stop, and
 * the command is continued at once.
 * The kernel tells of a stop only the parent, which is the wrapper in the lab, so we look by ourselves.
 * @param commands the processes to follow, as they are at the moment.
 * @returns a function that ends it.
 */
export function followStops(commands: () => readonly number[]): () => void {
  let sightings = 0;
  let waking: NodeJS.Timeout | undefined;
  const look = () => {
    // Twice: right after `fg` we may be awake a moment before the command is.
    sightings = commands().some(isStopped) ? sightings + 1 : 0;
    if (sightings < 2 || waking !== undefined) return;
    sightings = 0;
    process.kill(0, 'SIGTSTP');
    waking = setTimeout(() => {
      waking = undefined;
      for (const pid of commands()) if (isStopped(pid)) wake(pid);
    }, settling);
  };
  const looking = setInterval(look, interval);
  return () => {
    clearInterval(looking);
    clearTimeout(waking);
  };
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It ended in the meantime.
  }
}
