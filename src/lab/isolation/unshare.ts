import { findHostCommand } from './host-command.js';
import type { Isolation } from './isolation.js';

/** The start of a command line that runs what follows in fresh namespaces. */
export function unshareArgv(isolation: Isolation, ...more: readonly string[]): string[] {
  const users = { root: [], range: ['--map-root-user', '--map-auto'], single: ['--map-root-user'] } as const;
  return [
    findHostCommand('unshare') ?? 'unshare',
    ...users[isolation.mapping],
    '--mount',
    '--pid',
    '--net',
    '--uts',
    '--ipc',
    '--fork',
    ...more,
    '--',
  ];
}
