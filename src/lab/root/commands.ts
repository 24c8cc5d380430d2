/**
 * What a server of the period has in its PATH (facts 3.5: coreutils 5.x, so no base64, sha256sum,
 * timeout, truncate, realpath and so on), by the folder that it lay in.
 */
const bin = [
  'bash cat chgrp chmod chown cp date dd df echo false grep gzip hostname kill ln ls mkdir mkfifo mknod',
  'mktemp mount mv pwd rm rmdir sed sleep stty su sync tar touch true umount uname',
].join(' ');

const usrBin = [
  '[ basename cksum cmp comm csplit cut diff diff3 dir dircolors dirname du env expand expr factor find fmt',
  'fold getent groups head hostid id install join link logname md5sum nice nl nohup od paste pathchk pinky pr',
  'printenv printf ptx readlink sdiff seq setsid sha1sum shred sort split stat sum tac tail tee test tr',
  'tsort tty unexpand uniq unlink users vdir wc which who whoami xargs yes',
].join(' ');

/** Taken along where the machine has them; nothing of ours relies on them. */
const comforts = 'bzip2 less more openssl telnet vi';

export interface PeriodCommand {
  readonly path: string;
  /** Names under which this machine may have it, the first that exists. */
  readonly sources: readonly string[];
  readonly required: boolean;
}

function inFolder(folder: string, names: string, required: boolean): PeriodCommand[] {
  return names.split(' ').map((name) => ({ path: `${folder}/${name}`, sources: [name], required }));
}

export const periodCommands: readonly PeriodCommand[] = [
  ...inFolder('/bin', bin, true),
  ...inFolder('/usr/bin', usrBin, true),
  ...inFolder('/usr/bin', comforts, false),
  { path: '/usr/bin/awk', sources: ['gawk', 'mawk', 'awk'], required: true },
  { path: '/sbin/ifconfig', sources: ['ifconfig'], required: false },
];

/** Small shell scripts, as they were shipped at the time. */
export const commandScripts: Readonly<Record<string, string>> = {
  '/bin/egrep': '#!/bin/sh\nexec grep -E "$@"\n',
  '/bin/fgrep': '#!/bin/sh\nexec grep -F "$@"\n',
  '/bin/gunzip': '#!/bin/sh\nexec gzip -d "$@"\n',
  '/bin/zcat': '#!/bin/sh\nexec gzip -cd "$@"\n',
};

/** Later than the servers of the article. A lab that had one of them would let a mistake pass. */
export const forbiddenCommands: readonly string[] = [
  'base64',
  'base32',
  'basenc',
  'b2sum',
  'sha224sum',
  'sha256sum',
  'sha384sum',
  'sha512sum',
  'timeout',
  'truncate',
  'realpath',
  'nproc',
  'stdbuf',
  'numfmt',
  'shuf',
  'runcon',
  'chcon',
  'ss',
  'ip',
  'systemctl',
  'journalctl',
  'setpriv',
  'flock',
  'curl',
  'jq',
  'node',
  'npm',
  'npx',
  'python3',
];
