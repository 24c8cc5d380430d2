import type { SshSettings } from '../settings.js';
import { lowerCase, nameWithPort } from './host-names.js';
import { type KnownHost, lookUp } from './known-hosts.js';

/** What the known hosts files say of a server. */
export interface Found {
  /** The name under which its key is looked up and kept. */
  readonly name: string;
  readonly entries: readonly KnownHost[];
  /** Those of the same host without its port. OpenSSH takes a key that it finds there, but no warning of a change. */
  readonly withoutPort: readonly KnownHost[];
}

/** `HostKeyAlias` is a name as it stands: no port is added. */
export function findHost(
  entries: readonly KnownHost[],
  settings: Pick<SshSettings, 'hostName' | 'port' | 'hostKeyAlias'>,
): Found {
  const { hostName, port, hostKeyAlias } = settings;
  const name = hostKeyAlias === undefined ? nameWithPort(hostName, port) : lowerCase(hostKeyAlias);
  const bare = lowerCase(hostName);
  const other = hostKeyAlias === undefined && bare !== name;
  return { name, entries: lookUp(entries, name), withoutPort: other ? lookUp(entries, bare) : [] };
}

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  /** Other keys are known for this server, of its type or of others. */
  | { readonly kind: 'changed'; readonly known: readonly KnownHost[] }
  | { readonly kind: 'revoked'; readonly by: KnownHost }
  | { readonly kind: 'certificate-authority'; readonly by: KnownHost };

/**
 * As OpenSSH decides (sshconnect.c and hostfile.c): any known key of another type makes a key a changed one. Stricter in two
 * things: a revocation for the host counts for all its ports, and who trusts an authority is not asked about single keys.
 */
export function hostKeyVerdict({ entries, withoutPort }: Found, key: Uint8Array): HostKeyVerdict {
  const all = [...entries, ...withoutPort];
  const same = (entry: KnownHost) => entry.blob.equals(key);
  const revoked = all.find((entry) => entry.marker === 'revoked' && same(entry));
  if (revoked !== undefined) return { kind: 'revoked', by: revoked };

  const known = entries.filter(isPlain);
  if (known.some(same)) return { kind: 'known' };
  if (known.length > 0) return { kind: 'changed', known };
  if (withoutPort.filter(isPlain).some(same)) return { kind: 'known' };

  const authority = all.find((entry) => entry.marker === 'cert-authority');
  return authority === undefined ? { kind: 'unknown' } : { kind: 'certificate-authority', by: authority };
}

/** The types of the keys that are known, so that the server is asked for one of those. */
export function knownKeyTypes({ entries, withoutPort }: Found): readonly string[] {
  const known = entries.filter(isPlain);
  return [...new Set((known.length > 0 ? known : withoutPort.filter(isPlain)).map(({ type }) => type))];
}

function isPlain(entry: KnownHost): boolean {
  return entry.marker === 'none';
}
