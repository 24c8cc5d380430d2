import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** System folders first: a `ps` or `awk` of some environment in the operator's PATH is not the machine's. */
const systemFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where a command of this machine is, or undefined. */
export function findHostCommand(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  const folders = [...systemFolders, ...path.split(':').filter((folder) => folder.startsWith('/'))];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

export interface HostCommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a short command of this machine to its end (at most 30 s). A failure is a result. */
export function runHostCommand(argv: readonly string[], cwd = '/'): HostCommandResult {
  const [command, ...args] = argv;
  const ran = spawnSync(command ?? 'false', args, {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: systemFolders.join(':'), LANG: 'C', LC_ALL: 'C', HOME: process.env.HOME ?? '/' },
  });
  return { ok: ran.status === 0, stdout: ran.stdout ?? '', stderr: ran.stderr || ran.error?.message || '' };
}
