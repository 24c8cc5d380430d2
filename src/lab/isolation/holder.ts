import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../errors.js';
import { startHolder } from './boot.js';
import { findHostCommand } from './host-command.js';
import type { Isolation } from './isolation.js';
import { isAlive, type ProcessIdentity } from './process-identity.js';
import { processesIn } from './processes-in.js';
import { unshareArgv } from './unshare.js';

/** Milliseconds that killed processes may take to be gone. */
const endDeadline = 10_000;

export interface RunningLab {
  readonly isolation: Isolation;
  /** The process that holds the lab up: its init, or in a chroot its keeper. */
  readonly holder: ProcessIdentity;
  readonly root: string;
}

export interface HolderPrograms {
  /** templates/lab/root/boot.sh */
  readonly bootScript: string;
  readonly hostname: string;
  /** Command line of the keeper, which takes the root directory as its argument. */
  readonly keeper: readonly string[];
}

/** Brings a populated root directory to life. @throws UserError when that fails. */
export async function startLab(
  root: string,
  isolation: Isolation,
  programs: HolderPrograms,
): Promise<RunningLab> {
  const argv =
    isolation.kind === 'namespaces'
      ? [...unshareArgv(isolation, '--kill-child'), '/bin/sh', programs.bootScript, root, programs.hostname]
      : [...programs.keeper, root];
  return { isolation, root, holder: await startHolder(argv, '/') };
}

/** The signals of a Ctrl-C and a Ctrl-\, which the terminal sends to everybody in front of it. */
const keys = 'INT QUIT';

/**
 * Runs in the lab around the operator's command. It outlives a Ctrl-C, as a shell does, so that the command
 * alone decides what a Ctrl-C means and its exit status is not lost; the subshell gives the command the
 * usual signals back. (nsenter itself would die of the Ctrl-C and leave the command running, unattended.)
 */
const wrapper = (outlived: string) => `trap : ${outlived}; cd /root && unset OLDPWD && (exec "$@"); exit $?`;

/**
 * The command line that runs `argv` inside the lab, in root's home, with standard streams, terminal and
 * exit code as they are. A command that does not exist there ends with 127, as in a shell.
 * @param outlived signals that end at most the command, and not our wait for it.
 */
export function enterArgv(
  { isolation, holder, root }: RunningLab,
  argv: readonly string[],
  outlived = keys,
): string[] {
  const inside = ['/bin/sh', '-c', wrapper(outlived), 'sh', ...argv];
  if (isolation.kind === 'chroot') return [findHostCommand('chroot') ?? 'chroot', root, ...inside];
  const user = isolation.mapping === 'root' ? [] : ['--user', '--preserve-credentials'];
  const spaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--no-fork', '--root'];
  return [
    findHostCommand('nsenter') ?? 'nsenter',
    `--target=${holder.pid}`,
    ...user,
    ...spaces,
    '--',
    ...inside,
  ];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

function stillThere(pids: readonly number[]): UserError {
  return new UserError(`processes of the lab do not end: ${pids.join(', ')}`, {
    why: 'they were killed and still exist, most likely waiting for a disk',
    next: 'look at them with ps, then run `gateway-setup lab down` again',
  });
}

/**
 * Ends every process of the lab and waits until they are gone. Its mounts go with them.
 * @throws UserError when one does not end within 10 s.
 */
export async function endLab({ isolation, holder, root }: RunningLab): Promise<void> {
  // In namespaces the kernel ends everybody with process 1; in a chroot we look for them.
  if (isAlive(holder)) kill(holder.pid);
  const giveUpAt = Date.now() + endDeadline;
  while (isAlive(holder)) {
    if (Date.now() > giveUpAt) throw stillThere([holder.pid]);
    await delay(5);
  }
  if (isolation.kind === 'namespaces') return;
  for (let found = processesIn(root); found.length > 0; found = processesIn(root)) {
    if (Date.now() > giveUpAt) throw stillThere(found);
    found.forEach(kill);
    await delay(5);
  }
}
