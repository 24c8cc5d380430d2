import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CrashLab } from './crash-lab.js';
import type { Kind } from './points.js';

/** What goes wrong at a point. */
export const modes = ['power', 'wizard', 'no-space', 'read-only', 'refused', 'cut'] as const;
export type Mode = (typeof modes)[number];

/** What is told in the table. */
export const modeWords: Readonly<Record<Mode, string>> = {
  power: 'the wizard and everything that belongs to the run is killed (SIGKILL); the services live on',
  wizard: 'only the wizard is killed (SIGKILL); what runs on the server goes on',
  cut: 'the SSH line is cut; what runs on the server goes on',
  'no-space': 'the disk is full from here on, until the run has ended',
  'read-only': 'the folder in question can only be read from here on, until the run has ended',
  refused:
    'the operation is refused (immutable file or folder; a program that fails), until the run has ended',
};

const writing: readonly Kind[] = [
  'journal-line',
  'temporary-file',
  'rename',
  'note',
  'link',
  'removal',
  'folder',
  'rights',
];

/** What makes sense at a point of that kind. A failure is made before the operation, or it would not fail. */
export function modesFor(kind: Kind, when: 'before' | 'after', reach: 'local' | 'ssh'): readonly Mode[] {
  const killing: readonly Mode[] = reach === 'ssh' ? ['power', 'cut', 'wizard'] : ['power', 'wizard'];
  if (when === 'after') return killing;
  if (kind === 'service-action' || kind === 'package-action') return [...killing, 'refused', 'no-space'];
  return writing.includes(kind) ? [...killing, 'no-space', 'read-only', 'refused'] : killing;
}

/** Undoes what was done to the server. */
export type Mend = () => Promise<void>;

/** @param about kind and path of the operation, as the point has told them */
export async function makeFail(lab: CrashLab, mode: Mode, about: string): Promise<Mend> {
  switch (mode) {
    case 'no-space':
      lab.fillDisk();
      return async () => lab.emptyDisk();
    case 'read-only': {
      const folder = folderOf(lab, pathIn(about));
      await lab.server.sh(`mount --bind ${folder} ${folder}; mount -o remount,bind,ro ${folder}`);
      return async () => void (await lab.server.sh(`umount -l ${folder}`));
    }
    case 'refused':
      return refuse(lab, about);
    default:
      return async () => {};
  }
}

async function refuse(lab: CrashLab, about: string): Promise<Mend> {
  const [kind = '', ...words] = about.split(' ');
  if (kind === 'service-action') {
    // A file like any other: the package that it came with can take it away.
    const [script = ''] = words;
    await lab.server.sh(`cp -p ${script} /dev/shm/works; printf '#!/bin/sh\\nexit 1\\n' > ${script}`);
    return async () => void (await lab.server.sh(`[ ! -e ${script} ] || cp -p /dev/shm/works ${script}`));
  }
  if (kind === 'package-action') {
    const program = await programOf(lab, words);
    await lab.server.sh(`printf '#!/bin/sh\\nexit 1\\n' > /dev/shm/fails; chmod 755 /dev/shm/fails
mount --bind /dev/shm/fails ${program}`);
    return async () => void (await lab.server.sh(`umount -l ${program}`));
  }
  // What is there must not be replaced, and where there is nothing nothing can be made.
  const path = pathIn(about);
  const held = lab.root + (existsSync(lab.root + path) ? path : folderOf(lab, path));
  changeFlag('+i', held);
  return async () => changeFlag('-i', held);
}

function changeFlag(flag: string, path: string): void {
  const { status, stderr } = spawnSync('chattr', [flag, path], { encoding: 'utf8' });
  if (status !== 0 && existsSync(path)) throw new Error(`chattr ${flag} ${path}: ${stderr}`);
}

async function programOf(lab: CrashLab, [action]: readonly string[]): Promise<string> {
  if (action === 'installer') return '/root/media/imss-5.7/answered.sh';
  return (await lab.server.sh('command -v rpm || command -v dpkg')).trim();
}

function pathIn(about: string): string {
  return about.slice(about.indexOf(' ') + 1);
}

/** The nearest folder that is there. */
function folderOf(lab: CrashLab, path: string): string {
  let folder = dirname(path);
  while (!statSync(lab.root + folder, { throwIfNoEntry: false })?.isDirectory()) folder = dirname(folder);
  return folder;
}
