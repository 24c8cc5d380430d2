import { join, resolve } from 'node:path';
import { labCommandLine } from '../command-line.js';
import { labEnvironment } from '../environment.js';
import { enterArgv, type RunningLab } from '../isolation/holder.js';
import { defaultLabName, type LabPaths, labOperatorPassword, labRootPassword } from '../paths.js';
import { type LabSshd, sshdPaths } from './server.js';

/** What ssh calls the lab. */
export function sshAlias(name: string): string {
  return name === defaultLabName ? 'lab' : `lab-${name}`;
}

/** The name under which the lab's host keys are known. */
export function hostKeyAlias(name: string): string {
  return `gateway-setup-${sshAlias(name)}`;
}

/** The client's files of a lab. */
export function clientFiles({
  ssh,
}: Pick<LabPaths, 'ssh'>): Readonly<Record<'config' | 'identity' | 'knownHosts' | 'connect', string>> {
  // Whole paths: the configuration is used from anywhere.
  const at = (name: string) => join(resolve(ssh), name);
  return {
    config: at('config'),
    identity: at('identity'),
    knownHosts: at('known_hosts'),
    connect: at('connect'),
  };
}

/** A word for sh. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A path for ssh_config(5), where % begins a token. */
function configured(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}

/**
 * The way in, a script that ends up as sshd in the lab with its standard streams as they are. It looks whether
 * the lab is the one that it was written for: after a restart of the machine its process number may be a stranger's.
 */
export function connectScript(running: RunningLab, name: string): string {
  const { pid, startTime, bootId } = running.holder;
  const variables = Object.entries(labEnvironment({})).map(([key, value]) => quoted(`${key}=${value}`));
  // A session of its own: a Ctrl-C in the operator's terminal must not reach a server.
  const sshd = ['/usr/bin/setsid', sshdPaths.program, '-i', '-f', sshdPaths.config, '-E', sshdPaths.log];
  const enter = enterArgv({ ...running, root: resolve(running.root) }, sshd, 'HUP INT QUIT TERM');
  return [
    '#!/bin/sh',
    `stat=$(cat /proc/${pid}/stat 2>/dev/null)`,
    // Fields of proc(5) behind the command's name, from the third, which may hold spaces itself.
    'set -- ${stat##*) }',
    'boot=$(cat /proc/sys/kernel/random/boot_id)',
    `if [ "\${20:-}" != ${quoted(startTime)} ] || [ "$boot" != ${quoted(bootId)} ]; then`,
    `  echo ${quoted(notRunning(name))} >&2`,
    '  exit 1',
    'fi',
    // ssh hangs up on us when it is done; whoever started sshd has to stay and collect it.
    `exec /usr/bin/env -i ${variables.join(' ')} ${enter.map(quoted).join(' ')}`,
    '',
  ].join('\n');
}

function notRunning(name: string): string {
  return `The lab ${name} is not running any more. Build it anew with: ${labCommandLine(name, 'reset')}`;
}

/** Lines of known_hosts for the lab's public keys, as `ssh-keygen` writes them. */
export function knownHosts(name: string, publicKeys: readonly string[]): string {
  return publicKeys
    .map((key) => `${hostKeyAlias(name)} ${key.split(' ').slice(0, 2).join(' ').trim()}\n`)
    .join('');
}

/** A configuration with which ssh, scp and sftp reach the lab (ssh_config(5)). */
export function clientConfig(paths: LabPaths, name: string, era: LabSshd['era']): string {
  const { identity, knownHosts: known, connect } = clientFiles(paths);
  const alias = sshAlias(name);
  // Says what is wrong when the lab is gone, and the script with it.
  const gone = `The lab ${name} is not up. Build it with: ${labCommandLine(name)} --build-only`;
  const enter = `test -r "$0" || { echo ${gone} >&2; exit 1; }; exec sh "$0"`;
  return [
    `# The rehearsal lab "${name}". With this in a file: ssh -F FILE ${alias}, scp -F FILE ... ${alias}:/tmp`,
    `# root's password is ${labRootPassword}; operator's, who may use sudo and su, ${labOperatorPassword}.`,
    `Host ${alias}`,
    '  HostName localhost',
    `  HostKeyAlias ${hostKeyAlias(name)}`,
    '  User root',
    `  IdentityFile ${configured(identity)}`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile ${configured(known)}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    `  ProxyCommand ${`sh -c ${quoted(enter)} ${quoted(connect)}`.replaceAll('%', '%%')}`,
    ...(era === undefined ? [] : eraLines(era)),
    '',
  ].join('\n');
}

/** What today's ssh needs to talk to a server of the time. */
function eraLines({ id, algorithms }: NonNullable<LabSshd['era']>): readonly string[] {
  const { kex, hostKey, cipher, mac } = algorithms;
  return [
    `  # Its sshd is as of ${id}: without these lines ssh finds no algorithm in common with it.`,
    '  IgnoreUnknown PubkeyAcceptedAlgorithms,RequiredRSASize',
    `  KexAlgorithms +${kex.join(',')}`,
    `  HostKeyAlgorithms +${hostKey.join(',')}`,
    `  Ciphers +${cipher.join(',')}`,
    `  MACs +${mac.join(',')}`,
    '  PubkeyAcceptedAlgorithms +ssh-rsa',
    '  RequiredRSASize 1024',
  ];
}
