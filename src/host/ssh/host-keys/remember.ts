import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hashedName } from './host-names.js';
import type { PublicKey } from './public-key.js';

/** Names that mean only themselves in known_hosts; any other is hashed, or it would stand for several servers, or for none. */
const plainName = /^[a-z0-9_.:%[\]-]+$/;

/** A line of known_hosts. `salt`: 20 bytes that nobody knows, to have its name hashed. */
export function knownHostsLine(name: string, { type, blob }: PublicKey, salt?: Uint8Array): string {
  const bytes = salt ?? (plainName.test(name) ? undefined : randomBytes(20));
  const names = bytes === undefined ? name : hashedName(name, bytes);
  return `${names} ${type} ${blob.toString('base64')}`;
}

/**
 * Adds a key to a known hosts file, which is made if there is none (0600, its folder 0700). What stands there stays as it is:
 * one write at the end, so that others may add theirs at the same time. @throws Error
 */
export async function rememberHostKey(
  file: string,
  name: string,
  key: PublicKey,
  hashed: boolean,
): Promise<void> {
  await makeFolder(dirname(file));
  const handle = await open(file, 'a+', 0o600);
  try {
    const line = knownHostsLine(name, key, hashed ? randomBytes(20) : undefined);
    await handle.appendFile(`${(await endsInMidLine(handle)) ? '\n' : ''}${line}\n`);
  } finally {
    await handle.close();
  }
}

/** `~/.ssh`; a home folder that is not there is not made. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function endsInMidLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}
