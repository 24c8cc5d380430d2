import type { Host } from '../host.js';
import { outsideOf } from '../outside/outside-of.js';
import { sh } from '../shell.js';
import { resolveRoute } from './config/resolve-route.js';
import { lineMemory } from './connect/memory.js';
import type { SshLine } from './line.js';
import type { SshPerson, SshWishes } from './person.js';
import { sshHost } from './ssh-host.js';

export interface OpenOptions {
  /** Read instead of `~/.ssh/config` and `/etc/ssh/ssh_config`. */
  readonly configFile?: string;
  /** The address at which the target is looked at from outside, where it is not the one that it is reached at. */
  readonly outside?: string;
  readonly wishes: SshWishes;
  readonly person: SshPerson;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly localUser: string;
}

/**
 * Opens a target over SSH. The first line is made at once, and who is not root becomes root, so that what is wrong with it is
 * known, and all that is asked for it asked, before anything else. @throws UserError (exit 3) when it cannot be reached, (exit 4) for what only the operator can tell; Cancelled.
 */
export async function openSshHost(destination: string, options: OpenOptions): Promise<Host> {
  const { configFile, outside, wishes, person, signal, env, home, localUser } = options;
  const [route, { connectLine }] = await Promise.all([
    resolveRoute(destination, {
      ...(configFile === undefined ? {} : { configFile }),
      ...{ env, home, localUser, signal },
    }),
    // Takes about as long to load as `ssh -G` to answer.
    import('./connect/connect-line.js'),
  ]);
  const memory = lineMemory();
  const uid = process.getuid?.();
  const dial = () => connectLine(route, { wishes, person, signal, env: { ...env, HOME: home }, memory, uid });
  let first: SshLine | undefined = await dial();
  const host = sshHost({
    route,
    dial: async () => {
      const line = first ?? (await dial());
      first = undefined;
      return line;
    },
    person,
    wishes,
    outside: outsideOf(route, outside === undefined ? {} : { outsideAddress: outside }),
  });
  const close = async () => {
    await host.close();
    await first?.close();
  };
  try {
    // A password that sudo or su wants is asked for now: later on a wait may be on the screen.
    if (wishes.become !== 'none' && route.target.user !== 'root') await host.run(sh`:`, { signal });
  } catch (error) {
    await close();
    throw error;
  }
  return { ...host, close };
}
