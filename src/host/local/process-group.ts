import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 2000;
const lookEveryMs = 20;

/**
 * Ends a process group: asks (SIGTERM), waits up to two seconds until the last member is gone, then kills.
 * A member that made a session of its own, as daemons do, is not in the group and goes on.
 */
export async function endGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  for (const deadline = Date.now() + graceMs; Date.now() < deadline; await sleep(lookEveryMs)) {
    if (!signalGroup(leader, 0)) return;
  }
  signalGroup(leader, 'SIGKILL');
}

/** False when there is no such group any more. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}

const bound = new Set<number>();

function endBound(): void {
  for (const leader of bound) signalGroup(leader, 'SIGTERM');
}

/** While bound, a group is ended when this process exits. Returns what unbinds it. */
export function bindToThisProcess(leader: number): () => void {
  if (bound.size === 0) process.on('exit', endBound);
  bound.add(leader);
  return () => {
    bound.delete(leader);
    if (bound.size === 0) process.off('exit', endBound);
  };
}
