import { createPrivateKey } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';

/** A private key, or why there is none. */
export type Opened = ParsedKey | 'encrypted' | 'wrong-passphrase' | 'unusable';

/** Reads a private key of OpenSSH's format, or of the PEM formats before it. Pure. */
export function openPrivateKey(text: string, passphrase?: string): Opened {
  if (/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/m.test(text)) return openPkcs8(text, passphrase);
  const parsed = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error) {
    if (/no passphrase given/i.test(key.message)) return 'encrypted';
    // A wrong passphrase shows as garbage where the key should be.
    return passphrase === undefined ? 'unusable' : 'wrong-passphrase';
  }
  if (key === undefined || !key.isPrivateKey()) return 'unusable';
  return key;
}

/** ssh2 does not read PKCS#8; OpenSSH writes it with `-m PKCS8`, and OpenSSL does always. */
function openPkcs8(text: string, passphrase: string | undefined): Opened {
  if (passphrase === undefined && /BEGIN ENCRYPTED/.test(text)) return 'encrypted';
  try {
    const key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
    const type =
      key.asymmetricKeyType === 'rsa' ? 'pkcs1' : key.asymmetricKeyType === 'ec' ? 'sec1' : undefined;
    if (type === undefined) return 'unusable';
    return openPrivateKey(key.export({ format: 'pem', type }).toString());
  } catch {
    return passphrase === undefined ? 'unusable' : 'wrong-passphrase';
  }
}

/** The public half that OpenSSH's format keeps readable before the encrypted one (PROTOCOL.key of OpenSSH). Pure. */
export function publicHalf(text: string): ParsedKey | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body, 'base64');
  const magic = 'openssh-key-v1\0';
  if (bytes.toString('latin1', 0, magic.length) !== magic) return undefined;
  let at = magic.length;
  const take = (): Buffer => {
    if (at + 4 > bytes.length) return Buffer.alloc(0);
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  // Cipher, key derivation and its options, then how many keys there are.
  for (let skipped = 0; skipped < 3; skipped += 1) take();
  at += 4;
  return publicKeyOf(take());
}

/** A public key in a line as of authorized_keys, or as its bytes. */
export function publicKeyOf(key: string | Buffer): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(key);
  const one = Array.isArray(parsed) ? parsed[0] : parsed;
  return one === undefined || one instanceof Error ? undefined : one;
}
