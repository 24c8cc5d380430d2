/** A server's public key as it goes over the line (RFC 4253, 6.6): its parts, each with its length before it. */
export interface PublicKey {
  /** `ssh-ed25519`, `ssh-rsa`, `ssh-dss`, `ecdsa-sha2-nistp256`, ... */
  readonly type: string;
  readonly blob: Buffer;
}

/** The types that OpenSSH knows, and how many parts follow the type. A line of known_hosts with another type counts for nothing. */
const parts: Readonly<Record<string, number>> = {
  'ssh-rsa': 2,
  'ssh-dss': 4,
  'ssh-ed25519': 1,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
  'sk-ssh-ed25519@openssh.com': 2,
  'sk-ecdsa-sha2-nistp256@openssh.com': 3,
};

/** Never offered to us, as we ask for none; but a line of known_hosts with one counts as a known key. */
const certificate = /-cert-v01@openssh\.com$/;

/** OpenSSH takes no RSA key that is shorter (sshkey.h, SSH_RSA_MINIMUM_MODULUS_SIZE). */
const minimumRsaBits = 1024;

/** Undefined: it is no public key that OpenSSH would take. */
export function publicKey(bytes: Uint8Array): PublicKey | undefined {
  const blob = Buffer.from(bytes);
  const fields = split(blob);
  const type = fields?.[0]?.toString('latin1');
  if (fields === undefined || type === undefined) return undefined;
  if (certificate.test(type)) return { type, blob };
  if (!Object.hasOwn(parts, type) || fields.length !== 1 + (parts[type] ?? 0)) return undefined;
  if (type === 'ssh-rsa' && bitsOf(fields[2]) < minimumRsaBits) return undefined;
  return { type, blob };
}

function split(blob: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** Of a number with the highest byte first. */
function bitsOf(number: Buffer = Buffer.alloc(0)): number {
  const start = number.findIndex((byte) => byte !== 0);
  if (start < 0) return 0;
  return (number.length - start) * 8 - (Math.clz32(number[start] ?? 0) - 24);
}

/** What people call the type, as `ssh-keygen -l` prints it in brackets and names the files in /etc/ssh. */
export function family(type: string): 'rsa' | 'dsa' | 'ecdsa' | 'ed25519' {
  if (type === 'ssh-rsa') return 'rsa';
  if (type === 'ssh-dss') return 'dsa';
  return type.includes('ed25519') ? 'ed25519' : 'ecdsa';
}
