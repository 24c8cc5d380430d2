import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

export type KeyType = 'ed25519' | 'rsa' | 'ecdsa' | 'dsa';

export interface KeyPair {
  readonly type: KeyType;
  /** Of the private key, mode 0600; the public one is beside it, with `.pub`. */
  readonly path: string;
  /** The public key as it stands in authorized_keys and, behind a name, in known_hosts: `ssh-ed25519 AAAA...`. */
  readonly publicLine: string;
}

export interface KeyOptions {
  readonly passphrase?: string;
  /** `pem`: the format that ssh-keygen wrote until 2018. */
  readonly format?: 'openssh' | 'pem' | 'pkcs8';
  readonly bits?: number;
}

/** A new pair, made by ssh-keygen in a folder of its own below `folder`. */
export async function makeKeyPair(folder: string, type: KeyType, options: KeyOptions = {}): Promise<KeyPair> {
  const path = join(mkdtempSync(join(folder, `${type}-`)), 'key');
  const bits = options.bits ?? (type === 'rsa' ? 2048 : undefined);
  const format = { openssh: [], pem: ['-m', 'PEM'], pkcs8: ['-m', 'PKCS8'] }[options.format ?? 'openssh'];
  await execa('ssh-keygen', [
    ...['-q', '-t', type, '-N', options.passphrase ?? '', '-C', 'test', '-f', path],
    ...(bits === undefined ? [] : ['-b', String(bits)]),
    ...format,
  ]);
  const publicLine = readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  return { type, path, publicLine: publicLine.trim() };
}
