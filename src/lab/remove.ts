import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../errors.js';
import { endLab } from './isolation/holder.js';
import { runHostCommand } from './isolation/host-command.js';
import type { Isolation } from './isolation/isolation.js';
import { unshareArgv } from './isolation/unshare.js';
import type { LabPaths } from './paths.js';
import { readRecord } from './state.js';

/**
 * Ends a lab's processes and removes its folder, whatever state it is in.
 * @returns false when there was nothing to remove.
 * @throws UserError when something of it cannot be ended or removed.
 */
export async function removeLab(paths: LabPaths, name: string): Promise<boolean> {
  if (!existsSync(paths.home)) return false;
  const record = readRecord(paths, name);
  if (record) await endLab(record.running);
  refuseMounts(paths.home);
  removeFolder(paths.home, record?.running.isolation);
  return true;
}

/** Removing a folder with something mounted in it would empty what is mounted. Ours never is, out here. */
function refuseMounts(folder: string): void {
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((path) => path === folder || path.startsWith(`${folder}/`));
  if (mounted.length === 0) return;
  throw new UserError(`something is mounted in the lab's folder: ${mounted.join(', ')}`, {
    why: 'removing the lab would remove what is mounted there',
    next: 'unmount it, then run `gateway-setup lab down` again',
  });
}

function removeFolder(folder: string, isolation: Isolation | undefined): void {
  // Files of subordinate users can be removed only by a root that these users belong to.
  if (isolation?.kind === 'namespaces' && isolation.mapping === 'range') {
    runHostCommand([...unshareArgv(isolation), 'rm', '-rf', '--', folder]);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** After the last lab, the folders that the first one made in the user's state folder go too. */
export function removeEmptyLabsFolder(labs: string): void {
  if (!labs.endsWith('/gateway-setup/labs')) return;
  for (const folder of [labs, dirname(labs)]) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}
