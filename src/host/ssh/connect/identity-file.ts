import { readFile, stat } from 'node:fs/promises';
import type { ParsedKey } from 'ssh2';
import { openPrivateKey, publicHalf, publicKeyOf } from './private-key.js';

/** A private key in a file, of which perhaps only the public half can be read yet. */
export interface IdentityFile {
  readonly path: string;
  /** The text of the private key; undefined where only the public half lies here, and an agent has the other. */
  readonly text?: string;
  readonly publicKey?: ParsedKey;
  /** Why it is not used: a clause. Nothing of the file's text. */
  readonly problem?: string;
}

/** Much more than any key takes. */
const mostBytes = 64 * 1024;

/** Undefined: there is no such file, as for most of the names that are tried. @param uid whose files they should be */
export async function readIdentityFile(
  path: string,
  uid: number | undefined,
): Promise<IdentityFile | undefined> {
  const beside = await textOf(`${path}.pub`);
  const fromBeside = typeof beside === 'string' ? publicKeyOf(beside) : undefined;
  const text = await textOf(path);
  if (text === undefined) return fromBeside === undefined ? undefined : { path, publicKey: fromBeside };
  if (typeof text !== 'string') return withKey(path, fromBeside, { problem: text.problem });
  const open = await openToOthers(path, uid);
  const itself = publicKeyOf(text);
  if (itself !== undefined && !itself.isPrivateKey()) return { path, publicKey: itself };
  const publicKey = publicHalf(text) ?? fromBeside ?? unlocked(text);
  if (open !== undefined) return withKey(path, publicKey, { problem: open });
  if (publicKey === undefined && openPrivateKey(text) === 'unusable') {
    return { path, problem: 'it is no private key that can be used here' };
  }
  return withKey(path, publicKey, { text });
}

function withKey(path: string, publicKey: ParsedKey | undefined, rest: Partial<IdentityFile>): IdentityFile {
  return { path, ...rest, ...(publicKey === undefined ? {} : { publicKey }) };
}

function unlocked(text: string): ParsedKey | undefined {
  const key = openPrivateKey(text);
  return typeof key === 'string' ? undefined : key;
}

async function textOf(path: string): Promise<string | undefined | { readonly problem: string }> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return { problem: 'it is far too large for a key' };
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { problem: `it cannot be read (${code ?? 'unknown reason'})` };
  }
}

/** As OpenSSH sees it: a private key of ours that others may read is not private (its authfile.c). */
async function openToOthers(path: string, uid: number | undefined): Promise<string | undefined> {
  const { mode, uid: owner } = await stat(path);
  if (owner !== uid || (mode & 0o077) === 0) return undefined;
  return `others may read it (mode ${(mode & 0o777).toString(8).padStart(4, '0')}); OpenSSH does not use such a key either; chmod 600 makes it private`;
}
