import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { holdProcess } from '../hold-process.js';
import type { Held } from '../host.js';
import type { ShellFragment } from '../shell.js';
import { targetPath } from '../target-path.js';
import { endGroup } from './process-group.js';
import { shellArguments } from './shell-arguments.js';
import { shellNotStarted } from './start-shell.js';

/** Starts a fragment that ends with this process, killed or not: its standard input is ours. @throws NotHeld, UserError. */
export async function holdShell(
  script: ShellFragment,
  { beatMs }: { readonly beatMs: number },
): Promise<Held> {
  const child = spawn('/bin/sh', [...shellArguments(script.text)], {
    cwd: '/',
    // A Ctrl-C is the wizard's to act on.
    detached: true,
    stdio: 'pipe',
    env: { PATH: targetPath, HOME: '/root', LC_ALL: 'C' },
  });
  const exited = once(child, 'close').then(
    ([code]) => code as number | null,
    (error: unknown) => {
      throw shellNotStarted(error instanceof Error ? error.message : undefined);
    },
  );
  // What does not go by itself must not keep us here.
  const end = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      await endGroup(child.pid);
  };
  try {
    const { answer, isOver, release } = await holdProcess(
      { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exited },
      { beatMs },
    );
    return {
      answer,
      isOver,
      async release() {
        await release();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
