import { createHash } from 'node:crypto';

export interface Fingerprints {
  readonly sha256: string;
  readonly md5: string;
}

/** As `ssh-keygen -l -E sha256` and `-E md5` print them. Servers of the period know MD5 only, without its prefix. */
export function fingerprints(blob: Uint8Array): Fingerprints {
  const digest = (name: string) => createHash(name).update(blob).digest();
  return {
    sha256: `SHA256:${digest('sha256').toString('base64').replace(/=+$/, '')}`,
    md5: `MD5:${digest('md5')
      .toString('hex')
      .replace(/..(?=.)/g, '$&:')}`,
  };
}

/** Whether a person meant a fingerprint: with its prefix or without, as the programs of all ages print it. */
export function isFingerprint(text: string): boolean {
  return canonical(text) !== undefined;
}

export function hasFingerprint(blob: Uint8Array, wanted: readonly string[]): boolean {
  const { sha256, md5 } = fingerprints(blob);
  return wanted.map(canonical).some((one) => one === sha256 || one === md5);
}

function canonical(text: string): string | undefined {
  const [, sha256] = /^(?:SHA256:)?([A-Za-z0-9+/]{43})=?$/.exec(text) ?? [];
  if (sha256 !== undefined) return `SHA256:${sha256}`;
  const [, md5] = /^(?:MD5:)?([0-9a-f]{2}(?::[0-9a-f]{2}){15})$/i.exec(text) ?? [];
  return md5 === undefined ? undefined : `MD5:${md5.toLowerCase()}`;
}
