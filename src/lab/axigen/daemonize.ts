import { spawn } from 'node:child_process';

/** Set in the environment of the process that serves, by the one that was called. */
const marker = 'AXIGEN_STANDIN_DAEMON';

export function isDaemon(): boolean {
  return process.env[marker] === '1' && process.send !== undefined;
}

/**
 * Starts this program again in a session of its own, with none of our streams (so nobody who reads our
 * output waits for the daemon), and returns when it serves.
 * @returns why it could not start; undefined when it serves
 */
export function daemonize(): Promise<string | undefined> {
  const [program = '', ...args] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: daemonEnvironment(process.env),
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
    child.once('message', (message) => {
      child.removeAllListeners('exit');
      if (child.connected) child.disconnect();
      child.unref();
      resolve(typeof message === 'string' && message !== '' ? message : undefined);
    });
  });
}

/** A daemon outlives its caller, so it gets nothing of the caller's environment but what it uses. */
export function daemonEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TZ', 'AXIGEN_STANDIN_OWNER_UID'].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), [marker]: '1' };
}

/** Tells the process that was called how the start went; does nothing in the foreground. */
export async function reportToStarter(failure: string | undefined): Promise<void> {
  if (!isDaemon()) return;
  await new Promise((resolve) => process.send?.(failure ?? '', resolve));
  if (process.connected) process.disconnect();
}
