import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { type Destination, parseDestination } from '../destination.js';
import type { SshRoute } from '../settings.js';
import type { Account } from './account.js';
import { askFiles, loadFiles } from './read-files.js';
import type { ReadOptions } from './route.js';
import { routeTo } from './route.js';
import { askSsh, findSsh } from './ssh-program.js';
import type { Env } from './tokens.js';

export interface RouteOptions {
  /** Read instead of `~/.ssh/config` and `/etc/ssh/ssh_config`. */
  readonly configFile?: string;
  readonly env: Env;
  readonly home: string;
  readonly localUser: string;
  /** The ssh program to ask; null: none; undefined: the one in PATH. */
  readonly ssh?: string | null;
  readonly signal?: AbortSignal;
  /** The system's configuration, where the files are read by ourselves. Default `/etc/ssh/ssh_config`. */
  readonly systemConfig?: string;
}

/**
 * How a server is reached, by the operator's SSH configuration: `ssh -G` is asked where there is an ssh program, else the files
 * are read here. @throws UserError; Cancelled.
 */
export async function resolveRoute(text: string, options: RouteOptions): Promise<SshRoute> {
  const { env, home, localUser, signal } = options;
  const account: Account = { home, localUser, env, uid: process.getuid?.() ?? 0, machine: hostname() };
  const configFile = options.configFile === undefined ? undefined : resolve(options.configFile);
  const ssh = options.ssh === undefined ? findSsh(env) : (options.ssh ?? undefined);
  const { systemConfig = '/etc/ssh/ssh_config' } = options;
  const readFiles = readerOfFiles(() => loadFiles({ configFile, systemConfig }, account), account);
  const read: ReadOptions = async (destination) => {
    const asked =
      ssh !== undefined && isOwnAccount(account)
        ? await askSsh(ssh, destination, { configFile, env, signal })
        : undefined;
    return asked ?? readFiles(destination);
  };
  return routeTo(parseDestination(text), read, account);
}

/** The files are read once for all servers of a route. */
function readerOfFiles(load: () => ReturnType<typeof loadFiles>, account: Account) {
  let files: ReturnType<typeof loadFiles> | undefined;
  return (destination: Destination) => {
    files ??= load();
    return askFiles(files, destination, account);
  };
}

/** The ssh program knows no other home than that of whom it runs as, whatever HOME says; without an account it does nothing. */
function isOwnAccount({ home, localUser }: Account): boolean {
  try {
    const own = userInfo();
    return own.homedir === home && own.username === localUser;
  } catch {
    // As in a container that runs as a number.
    return false;
  }
}
