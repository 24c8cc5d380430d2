import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import type { IsolationKind } from '../options.js';
import { findHostCommand, runHostCommand } from './host-command.js';
import { type Isolation, isolations } from './isolation.js';
import { unshareArgv } from './unshare.js';

/** Why an isolation cannot be had on this machine; undefined when it can. */
function obstacle(isolation: Isolation): string | undefined {
  const isRoot = process.getuid?.() === 0;
  if (isolation.mapping === 'root' && !isRoot) return 'you are not root';
  if (isolation.kind === 'chroot') return chrootObstacle();
  const needed = isolation.mapping === 'range' ? ['unshare', 'nsenter', 'newuidmap'] : ['unshare', 'nsenter'];
  const missing = needed.filter((command) => !findHostCommand(command));
  if (missing.length > 0) return `${missing.join(' and ')} not found`;
  // Not a guess from version numbers and settings: the very things that a lab does, tried.
  const probe = runHostCommand([
    ...unshareArgv(isolation, '--mount-proc'),
    'sh',
    '-c',
    'mount -t tmpfs none /tmp && hostname probe',
  ]);
  return probe.ok ? undefined : probe.stderr.trim().split('\n')[0] || 'unshare failed';
}

/** A chroot needs the right to change the root directory and to make device files. */
function chrootObstacle(): string | undefined {
  const chroot = findHostCommand('chroot');
  if (!chroot) return 'chroot not found';
  const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-probe-'));
  try {
    const made = runHostCommand(['mknod', join(folder, 'null'), 'c', '1', '3']);
    if (!made.ok) return made.stderr.trim();
    const entered = runHostCommand([chroot, '/', 'true']);
    return entered.ok ? undefined : entered.stderr.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function setting(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'latin1').trim() : undefined;
}

/** What most likely keeps an unprivileged user from making namespaces, as an action. */
function remedy(platform: NodeJS.Platform): string {
  if (platform !== 'linux') return 'run it on a Linux machine, or in a Linux container as root';
  if (!findHostCommand('unshare')) return 'install util-linux (it has unshare and nsenter), or run as root';
  if (setting('/proc/sys/kernel/unprivileged_userns_clone') === '0') {
    return 'let users make namespaces (as root: sysctl kernel.unprivileged_userns_clone=1), or run as root';
  }
  if (setting('/proc/sys/user/max_user_namespaces') === '0') {
    return 'let users make namespaces (as root: sysctl user.max_user_namespaces=10000), or run as root';
  }
  if (setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return 'let users make namespaces (as root: sysctl kernel.apparmor_restrict_unprivileged_userns=0), or run as root';
  }
  return process.getuid?.() === 0
    ? 'in a container, allow it: docker run --cap-add SYS_CHROOT --cap-add MKNOD (they are the default), or --privileged'
    : 'run it as root (sudo), or in a container as root';
}

export interface ProbedIsolation {
  readonly isolation: Isolation;
  readonly obstacle: string | undefined;
}

/** Tries one isolation after the other (some tens of milliseconds each), in order of preference. */
export function* probeIsolations(
  wanted?: IsolationKind,
  platform: NodeJS.Platform = process.platform,
): Generator<ProbedIsolation> {
  for (const isolation of isolations) {
    if (wanted !== undefined && isolation.kind !== wanted) continue;
    yield { isolation, obstacle: platform === 'linux' ? obstacle(isolation) : 'this is not Linux' };
  }
}

/**
 * The best isolation that this machine allows.
 * @throws UserError that names what was tried, what is missing and what to do.
 */
export function chooseIsolation(
  wanted?: IsolationKind,
  platform: NodeJS.Platform = process.platform,
): Isolation {
  const tried: string[] = [];
  for (const { isolation, obstacle: reason } of probeIsolations(wanted, platform)) {
    if (reason === undefined) return isolation;
    tried.push(`${isolation.kind} (users: ${isolation.mapping}): ${reason}`);
  }
  throw new UserError(`this machine cannot hold a lab${wanted ? ` by ${wanted}` : ''}`, {
    why: `the lab needs a root directory of its own, best with namespaces. Tried: ${tried.join('; ')}`,
    next: remedy(platform),
  });
}
