import { homedir } from 'node:os';
import { join } from 'node:path';
import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';

export const defaultLabName = 'default';

/** The lab server's name for itself, in its hosts file, its banner and its mail. */
export const labHostname = 'mail.example.test';

/** The mailbox of the lab's answers, and its password, told to whoever uses the lab. */
export const labRecipient = 'alice@example.test';
export const labMailboxPassword = 'lab-password';

/** The password of admin at the command line service of the lab's AXIGEN, told as well. */
export const labAxigenPassword = 'lab-admin';

/** Those of its users root and operator, for whoever logs in over SSH; told as well. */
export const labRootPassword = 'lab-root';
export const labOperatorPassword = 'lab-operator';

/** The PATH that servers of the period gave to root. */
export const labPath = '/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin';

/**
 * Paths inside the lab. Everything that is not of the period (Node, this product, what holds the lab
 * together) lives under /opt/lab and is not in PATH.
 */
export const inLab = {
  home: '/opt/lab',
  bin: '/opt/lab/bin',
  node: '/opt/lab/bin/node',
  product: '/opt/lab/gateway-setup',
  run: '/opt/lab/run',
  /** Where the keeper answers about processes and sockets when the lab has no /proc. */
  processSocket: '/opt/lab/run/proc.sock',
  /** The machine's own root, for the moment between pivot_root and the start of init. */
  oldRoot: '/opt/lab/old-root',
  media: '/root/media',
  answers: '/root/answers.ini',
} as const;

/** @throws UserError (exit code 4) unless the name is 1 to 31 of a-z, 0-9 and '-', not starting with '-'. */
export function validateLabName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) return name;
  throw new UserError(`"${escapeControl(name, 40)}" cannot name a lab`, {
    why: "the lab's folder carries the name",
    next: 'use up to 31 of a-z, 0-9 and "-", starting with a letter or a digit',
    exitCode: ExitCode.usage,
  });
}

export interface LabPaths {
  /** The folder of all labs. */
  readonly labs: string;
  /** The folder of this lab. */
  readonly home: string;
  /** The lab's root directory. */
  readonly root: string;
  /** What the lab is made of and which process holds it up. */
  readonly state: string;
  /** The client's side of its SSH: configuration, key, known hosts and the way in. */
  readonly ssh: string;
  /** Beside the lab's folder, which comes and goes under it; a lab's name cannot contain a dot. */
  readonly lock: string;
}

/** Where the labs are kept: GATEWAY_SETUP_LABS, else below XDG_STATE_HOME, else below the home folder. */
export function labsFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.GATEWAY_SETUP_LABS) return env.GATEWAY_SETUP_LABS;
  const state = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  return join(state, 'gateway-setup', 'labs');
}

export function labPaths(labs: string, name: string): LabPaths {
  const home = join(labs, name);
  return {
    labs,
    home,
    root: join(home, 'root'),
    state: join(home, 'lab.json'),
    ssh: join(home, 'ssh'),
    lock: join(labs, `${name}.lock`),
  };
}
