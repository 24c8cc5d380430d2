import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findHostCommand, runHostCommand } from '../isolation/host-command.js';
import type { Algorithms } from './era.js';

/** What this machine has of OpenSSH. */
export interface MachineSsh {
  readonly sshd: string;
  readonly ssh: string;
  readonly keygen: string;
  readonly sftpServer: string | undefined;
  readonly scp: string | undefined;
  /** Further programs that sshd starts by their paths: later versions are split up. */
  readonly helpers: readonly string[];
  /** The empty folders that its unprivileged part may want to be shut in. */
  readonly emptyFolders: readonly string[];
}

const helperFolders = [
  '/usr/lib/openssh',
  '/usr/libexec/openssh',
  '/usr/lib/ssh',
  '/usr/libexec',
  '/usr/lib64/ssh',
];
const splitPrograms = ['sshd-session', 'sshd-auth'];

/** Distributions choose it when they build sshd, and it says so only when it is not there. */
const emptyFolders = [
  ...[
    '/run/sshd',
    '/var/run/sshd',
    '/var/empty',
    '/var/empty/sshd',
    '/usr/share/empty.sshd',
    '/usr/share/empty',
  ],
  ...['/var/lib/empty', '/var/chroot/ssh', '/var/lib/sshd'],
];

/** Undefined when a part that a lab needs is missing. */
export function findMachineSsh(): MachineSsh | undefined {
  const [sshd, ssh, keygen] = ['sshd', 'ssh', 'ssh-keygen'].map((name) => findHostCommand(name));
  if (sshd === undefined || ssh === undefined || keygen === undefined) return undefined;
  const helpers = splitPrograms.flatMap((name) => inHelperFolder(name) ?? []);
  const text = [sshd, ...helpers].map((path) => readFileSync(path, 'latin1')).join('\0');
  return {
    sshd,
    ssh,
    keygen,
    sftpServer: inHelperFolder('sftp-server'),
    scp: findHostCommand('scp'),
    helpers,
    emptyFolders: emptyFolders.filter((folder) => text.includes(`\0${folder}\0`)),
  };
}

function inHelperFolder(name: string): string | undefined {
  return helperFolders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What its OpenSSH can still do; the client says it, and client and server are of one version. */
export function algorithmsOf({ ssh }: Pick<MachineSsh, 'ssh'>): Algorithms {
  const ask = (family: string) =>
    runHostCommand([ssh, '-Q', family])
      .stdout.split('\n')
      .filter((name) => name !== '');
  return { kex: ask('kex'), hostKey: ask('key'), cipher: ask('cipher'), mac: ask('mac') };
}
