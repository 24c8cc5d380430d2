import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../../errors.js';
import type { LabPaths } from '../paths.js';
import { Tree } from '../root/tree.js';
import type { WithoutSsh } from './choose.js';
import { clientFiles } from './client.js';
import { hostKeyPath, hostKeysOf, type KeyKind, type LabSshd } from './server.js';

/** Makes a key pair without a passphrase at `path` and `path`.pub. @returns why there is none. */
async function makeKey(
  keygen: string,
  { type, bits }: KeyKind,
  path: string,
): Promise<WithoutSsh | undefined> {
  const size = bits === undefined ? [] : ['-b', String(bits)];
  const words = ['-q', '-t', type, ...size, '-N', '', '-C', 'gateway-setup lab', '-f', path];
  const child = spawn(keygen, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return undefined;
  return {
    why: `\`ssh-keygen -t ${type}\` made no key: ${`${out}${err}`.trim() || 'it said nothing'}`,
    next: 'run it by hand to see what it lacks',
  };
}

/**
 * The host keys in the lab, and the client's outside of it. ssh-keygen works beside us meanwhile: it takes a while.
 * @returns why there are none; undefined when there are. @throws UserError when an era was asked for and there are none.
 */
export async function makeSshKeys(
  paths: LabPaths,
  { machine, era }: LabSshd,
): Promise<WithoutSsh | undefined> {
  new Tree(paths.root).directory('/etc/ssh');
  mkdirSync(paths.ssh, { recursive: true, mode: 0o700 });
  // Servers of the time know no younger kind than RSA.
  const client: KeyKind = era === undefined ? { type: 'ed25519' } : { type: 'rsa', bits: 2048 };
  const made = await Promise.all([
    ...hostKeysOf(era).map((kind) => makeKey(machine.keygen, kind, join(paths.root, hostKeyPath(kind.type)))),
    makeKey(machine.keygen, client, clientFiles(paths).identity),
  ]);
  const trouble = made.find((result) => result !== undefined);
  if (trouble === undefined || era === undefined) return trouble;
  throw new UserError(`the lab cannot have an sshd of ${era.id}`, trouble);
}
