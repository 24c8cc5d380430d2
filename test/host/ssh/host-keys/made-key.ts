import { createHash } from 'node:crypto';

/** A public key that nobody has the other half of, always the same one for a type and a seed. */
export function madeKey(
  type: string,
  seed = '',
  rsaBits = 2048,
): { readonly blob: Buffer; readonly line: string } {
  const bytes = (length: number) => createHash('shake256', { outputLength: length }).update(seed).digest();
  const modulus = bytes(rsaBits / 8);
  modulus[0] = 0x80;
  const parts: Readonly<Record<string, readonly Buffer[]>> = {
    'ssh-rsa': [Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0]), modulus])],
    'ssh-dss': [bytes(129), bytes(21), bytes(128), bytes(128)],
    'ecdsa-sha2-nistp256': [Buffer.from('nistp256'), bytes(65)],
  };
  const blob = Buffer.concat([Buffer.from(type), ...(parts[type] ?? [bytes(32)])].flatMap(withLength));
  return { blob, line: `${type} ${blob.toString('base64')}` };
}

function withLength(part: Buffer): readonly Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return [length, part];
}
