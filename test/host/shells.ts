import { existsSync, realpathSync } from 'node:fs';

/**
 * The POSIX shells of this machine: its `sh` in any case, and those that `sh` was and is on other systems, as
 * far as they are here.
 */
export const shells: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['sh', ['/bin/sh']],
  ...found('dash', ['/bin/dash', '/usr/bin/dash']),
  ...found('bash --posix', ['/bin/bash', '/usr/bin/bash'], '--posix'),
  ...found('busybox sh', ['/bin/busybox', '/usr/bin/busybox'], 'sh'),
];

function found(name: string, paths: readonly string[], ...options: string[]): [string, string[]][] {
  const path = paths.find((one) => existsSync(one));
  if (path === undefined || realpathSync(path) === realpathSync('/bin/sh')) return [];
  return [[name, [path, ...options]]];
}
