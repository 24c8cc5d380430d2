import type { Distro } from '../distros.js';
import { labHostname } from '../paths.js';

/**
 * The files of /etc and the like that every server has, beside those that say who there is.
 * @param hostname what `hostname` says in the lab: its own name, or in a chroot this machine's.
 */
export function etcFiles(distro: Distro, hostname: string): Readonly<Record<string, string>> {
  const names = new Set(['localhost.localdomain', 'localhost', labHostname, hostname]);
  return {
    ...distro.releaseFiles,
    '/etc/nsswitch.conf':
      'passwd: files\ngroup: files\nshadow: files\nhosts: files\nservices: files\nprotocols: files\n',
    '/etc/hosts': `127.0.0.1\t${[...names].join(' ')}\n`,
    // What df falls back to where the lab has no /proc.
    '/etc/mtab': '/dev/root / ext3 rw 0 0\n',
    '/etc/host.conf': 'order hosts\n',
    '/etc/resolv.conf': '',
    '/etc/protocols': 'ip\t0\tIP\nicmp\t1\tICMP\ntcp\t6\tTCP\nudp\t17\tUDP\n',
    '/etc/services': 'ssh\t22/tcp\nsmtp\t25/tcp\tmail\npop3\t110/tcp\tpop-3\nimap2\t143/tcp\timap\n',
    '/etc/shells': '/bin/sh\n/bin/bash\n',
    '/etc/profile': "PS1='[\\u@\\h \\W]\\$ '\numask 022\n",
    '/root/.bashrc': "PS1='[\\u@\\h \\W]\\$ '\n",
    ...hostnameFiles(distro),
  };
}

/** Where a server of that distribution looks for what it has to start. */
export function runLevelFolders({ runLevels }: Pick<Distro, 'runLevels'>): readonly string[] {
  return ['rc3.d', 'rc5.d'].map((name) => `${runLevels}/${name}`);
}

function hostnameFiles({ id, packages }: Distro): Readonly<Record<string, string>> {
  if (packages === 'deb') return { '/etc/hostname': `${labHostname.split('.')[0] ?? ''}\n` };
  if (id.startsWith('suse')) return { '/etc/HOSTNAME': `${labHostname}\n` };
  return { '/etc/sysconfig/network': `NETWORKING=yes\nHOSTNAME=${labHostname}\n` };
}

/** Folders that exist before anything is installed, with their modes. */
export const serverFolders: Readonly<Record<string, number>> = {
  '/bin': 0o755,
  '/boot': 0o755,
  '/dev': 0o755,
  '/etc/init.d': 0o755,
  '/etc/opt': 0o755,
  '/home': 0o755,
  '/lib': 0o755,
  '/mnt': 0o755,
  '/opt': 0o755,
  '/proc': 0o555,
  '/root': 0o700,
  '/sbin': 0o755,
  '/tmp': 0o1777,
  '/usr/bin': 0o755,
  '/usr/lib': 0o755,
  '/usr/sbin': 0o755,
  '/usr/local/bin': 0o755,
  '/usr/local/sbin': 0o755,
  '/usr/share': 0o755,
  '/var/lib': 0o755,
  '/var/lock/subsys': 0o755,
  '/var/log': 0o755,
  '/var/opt': 0o755,
  '/var/run': 0o755,
  '/var/spool/mail': 0o755,
  '/var/tmp': 0o1777,
};
