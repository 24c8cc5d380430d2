import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from './tree.js';

const folders = [
  ...['x86_64', 'aarch64', 'arm', 'riscv64', 'powerpc64le', 's390x', 'i386'].flatMap((machine) =>
    ['gnu', 'gnueabihf'].map((abi) => `/lib/${machine}-linux-${abi}/security`),
  ),
  '/lib64/security',
  '/usr/lib64/security',
  '/lib/security',
  '/usr/lib/security',
];

const modules = ['pam_rootok.so', 'pam_permit.so', 'pam_deny.so', 'pam_unix.so'];

/** A wrong password is not made to wait for: nobody guesses them here. */
const byPassword = 'auth required pam_unix.so nodelay\n';
const letIn = 'account required pam_permit.so\nsession required pam_permit.so\n';

/** Who may become whom: root anybody; others, where there are any, with the password that it is for. */
const services: Readonly<Record<string, string>> = {
  su: `auth sufficient pam_rootok.so\n${byPassword}${letIn}`,
  'su-l': `auth sufficient pam_rootok.so\n${byPassword}${letIn}`,
  sudo: byPassword + letIn,
  sshd: byPassword + letIn,
  other: 'auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n',
};

/**
 * `su`, sudo and sshd ask PAM, whose modules are loaded by name. Does nothing where this machine has no PAM.
 * @returns the modules as they are on this machine, for the libraries that they need.
 */
export function copyPam(tree: Tree): readonly string[] {
  const folder = folders.find((candidate) => existsSync(join(candidate, 'pam_rootok.so')));
  if (folder === undefined) return [];
  const found = modules.map((name) => join(folder, name)).filter((path) => existsSync(path));
  for (const path of found) tree.copy(realpathSync(path), path, 0o755);
  for (const [service, rules] of Object.entries(services)) tree.file(`/etc/pam.d/${service}`, rules);
  return found.map((path) => realpathSync(path));
}
