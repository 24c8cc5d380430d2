import { spawnSync } from 'node:child_process';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. @throws Error when it is not on this machine: these tests want it there. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Ran {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', ...env },
  });
  if (result.error !== undefined)
    throw new Error(`${command} is needed by this test: ${result.error.message}`);
  return { code: result.status, out: result.stdout, err: result.stderr };
}
