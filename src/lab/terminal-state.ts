import { spawnSync } from 'node:child_process';

/** Keeps a terminal as it is now. @returns what puts it back so; undefined when `fd` is no terminal. */
export function rememberTerminal(fd: number): (() => void) | undefined {
  const settings = stty(fd, '-g')?.trim();
  if (!settings) return undefined;
  return () => void stty(fd, settings);
}

/**
 * The signal for a background process that changes the terminal is ignored: a shell in the lab that was
 * killed has left nobody in the foreground.
 */
function stty(fd: number, word: string): string | undefined {
  const ran = spawnSync('/bin/sh', ['-c', 'trap "" TTOU; exec stty "$1"', 'sh', word], {
    stdio: [fd, 'pipe', 'ignore'],
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  });
  return ran.status === 0 ? ran.stdout : undefined;
}
