import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import type { RunningLab } from '../isolation/holder.js';
import type { LabPaths } from '../paths.js';
import { Tree } from '../root/tree.js';
import { collectInside } from '../run-inside.js';
import type { WithoutSsh } from './choose.js';
import { clientConfig, clientFiles, connectScript, knownHosts } from './client.js';
import { giveOperatorHome, homes, hostKeyPath, hostKeysOf, type LabSshd, sshdPaths } from './server.js';

/**
 * The last of what makes a lab that is up reachable over SSH: who may come in, the client's files, and a look
 * whether sshd takes its configuration.
 * @returns why it cannot be reached; undefined when it can. @throws UserError when an era was asked for and cannot be had.
 */
export async function openToSsh(
  paths: LabPaths,
  name: string,
  running: RunningLab,
  { era }: LabSshd,
): Promise<WithoutSsh | undefined> {
  const tree = new Tree(paths.root);
  const { config, identity, knownHosts: known, connect } = clientFiles(paths);
  const ownKey = readFileSync(`${identity}.pub`, 'utf8');
  for (const home of homes) tree.file(`${home}/.ssh/authorized_keys`, ownKey, 0o600);

  const { program, config: serverConfig } = sshdPaths;
  const script = `${giveOperatorHome} && exec ${program} -t -f ${serverConfig}`;
  const { code, stdout, stderr } = await collectInside(running, ['/bin/sh', '-c', script]);
  if (code !== 0) {
    const why = `the sshd of this machine does not start in the lab: ${`${stdout}${stderr}`.trim()}`;
    const next = 'use another version of OpenSSH';
    if (era === undefined) return { why, next };
    throw new UserError(`the lab cannot have an sshd of ${era.id}`, { why, next });
  }
  const publicKeys = hostKeysOf(era).map(({ type }) =>
    readFileSync(join(paths.root, `${hostKeyPath(type)}.pub`), 'utf8'),
  );
  writeFileSync(known, knownHosts(name, publicKeys), { mode: 0o600 });
  writeFileSync(connect, connectScript(running, name), { mode: 0o700 });
  writeFileSync(config, clientConfig(paths, name, era), { mode: 0o600 });
  return undefined;
}
