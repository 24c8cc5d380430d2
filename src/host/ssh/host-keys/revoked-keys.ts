import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { bytesOf } from './files.js';
import { writtenKey } from './known-hosts.js';
import type { PublicKey } from './public-key.js';

/** A line of a file of revoked keys. */
export interface RevokedKey extends PublicKey {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What a binary key revocation list begins with (PROTOCOL.krl of OpenSSH). */
const krlMagic = Buffer.from('SSHKRL\n\0', 'latin1');

/** The keys of RevokedHostKeys. As with OpenSSH, a file that cannot be read lets no server in. @throws UserError */
export async function readRevokedKeys(file: string | undefined): Promise<readonly RevokedKey[]> {
  if (file === undefined) return [];
  const bytes = await bytesOf(file).catch((error: Error) => {
    throw unusable(file, `cannot be read: ${escapeControl(error.message, 300)}`);
  });
  if (bytes.subarray(0, krlMagic.length).equals(krlMagic))
    throw unusable(
      file,
      'is a binary key revocation list, which cannot be read here',
      'Name a text file instead, with the revoked public keys one a line, or reach the server with ssh.',
    );
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((text, index) => readLine(text, file, index + 1));
}

/** A line that is neither empty, a comment nor a key might be the very key that is revoked. @throws UserError */
function readLine(text: string, file: string, line: number): readonly RevokedKey[] {
  const content = text.trim();
  if (content === '' || content.startsWith('#')) return [];
  const [type = '', base64 = ''] = content.split(/[ \t]+/);
  const key = writtenKey(type, base64);
  if (key === undefined) throw unusable(file, `cannot be understood: line ${line} is no public key`);
  return [{ ...key, file, line }];
}

function unusable(file: string, trouble: string, next?: string): UserError {
  return new UserError(`The file of revoked host keys, ${escapeControl(file, 300)}, ${trouble}.`, {
    why: 'The key of this server may be revoked there, so none is accepted. Nothing was sent to the server.',
    next: next ?? 'Put it right, or name another one with RevokedHostKeys in ~/.ssh/config.',
    exitCode: ExitCode.couldNotLook,
  });
}
