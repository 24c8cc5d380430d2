import { realpathSync } from 'node:fs';
import { operatorHome, operatorId } from '../root/accounts.js';
import { copyLibraries } from '../root/libraries.js';
import type { Tree } from '../root/tree.js';
import { readTemplate } from '../templates.js';
import { type Algorithms, eraFacts, type SshEra } from './era.js';
import type { MachineSsh } from './machine.js';
import { eraModuliBits, fewModuli, machineModuli } from './moduli.js';
import { copySudo } from './sudo.js';

/** Where things of sshd lie in the lab. */
export const sshdPaths = {
  program: '/usr/sbin/sshd',
  config: '/etc/ssh/sshd_config',
  dropIns: '/etc/ssh/sshd_config.d',
  log: '/var/log/sshd.log',
  moduli: '/etc/ssh/moduli',
} as const;

/** The home folders of those who may log in. */
export const homes = ['/root', operatorHome] as const;

/** An sshd that a lab is to have. */
export interface LabSshd {
  readonly machine: MachineSsh;
  /** Undefined: this machine's sshd as it is. */
  readonly era: { readonly id: SshEra; readonly algorithms: Algorithms } | undefined;
}

/** Lines of sshd_config that leave it nothing but what sshd of that time had. */
function eraConfig(id: SshEra, { kex, hostKey, cipher, mac }: Algorithms): string {
  const { version, compression } = eraFacts[id];
  return [
    `# The algorithms of ${version}, as far as this sshd still has them.`,
    `KexAlgorithms ${kex.join(',')}`,
    `HostKeyAlgorithms ${hostKey.join(',')}`,
    `Ciphers ${cipher.join(',')}`,
    `MACs ${mac.join(',')}`,
    `Compression ${compression}`,
    // sshd of today says that it takes these signatures whatever stands here, so clients make them.
    `PubkeyAcceptedAlgorithms ${hostKey.join(',')},rsa-sha2-256,rsa-sha2-512`,
    '',
  ].join('\n');
}

/** sshd with what it needs, all but its keys; and sudo. */
export function populateSshd(tree: Tree, { machine, era }: LabSshd): void {
  const { sshd, sftpServer, helpers, emptyFolders } = machine;
  const programs: string[] = [];
  const place = (from: string, to: string) => {
    tree.copy(realpathSync(from), to, 0o755);
    programs.push(realpathSync(from));
  };
  place(sshd, sshdPaths.program);
  for (const path of helpers) place(path, path);
  if (machine.scp !== undefined) place(machine.scp, '/usr/bin/scp');
  for (const folder of emptyFolders) tree.directory(folder);

  const { config, dropIns } = sshdPaths;
  const keys = hostKeysOf(era).map(({ type }) => `HostKey ${hostKeyPath(type)}\n`);
  tree.file(config, readTemplate('lab', 'ssh', 'sshd_config') + keys.join(''), 0o600);
  tree.directory(dropIns);
  if (sftpServer !== undefined) {
    place(sftpServer, sftpServer);
    tree.file(`${dropIns}/60-sftp.conf`, `Subsystem sftp ${sftpServer}\n`);
  }
  if (era !== undefined) tree.file(`${dropIns}/60-era.conf`, eraConfig(era.id, era.algorithms));
  tree.file(sshdPaths.moduli, fewModuli(machineModuli(), era === undefined ? undefined : eraModuliBits));
  for (const home of homes) tree.directory(`${home}/.ssh`, 0o700);
  programs.push(...copySudo(tree));
  tree.setUserId('/bin/su');
  copyLibraries(tree, programs);
}

export interface KeyKind {
  /** As ssh-keygen calls it. */
  readonly type: 'rsa' | 'dsa' | 'ed25519';
  readonly bits?: number;
}

/** The host keys that it gets: in an era what servers of the time had. */
export function hostKeysOf(era: LabSshd['era']): readonly KeyKind[] {
  if (era === undefined) return [{ type: 'ed25519' }, { type: 'rsa', bits: 2048 }];
  const hasDsa = era.algorithms.hostKey.includes('ssh-dss');
  return [{ type: 'rsa', bits: 1024 }, ...(hasDsa ? [{ type: 'dsa', bits: 1024 } as const] : [])];
}

export function hostKeyPath(type: KeyKind['type']): string {
  return `/etc/ssh/ssh_host_${type}_key`;
}

/** Run in the lab as root before sshd is used for the first time: what only somebody inside can give away. */
export const giveOperatorHome = `chown -R ${operatorId}:${operatorId} ${operatorHome}`;
