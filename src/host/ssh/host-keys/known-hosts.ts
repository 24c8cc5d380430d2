import { keyType } from './algorithms.js';
import { matchesNames } from './host-names.js';
import { type PublicKey, publicKey } from './public-key.js';

/** A line of a known_hosts file. */
export interface KnownHost extends PublicKey {
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** Patterns with commas between them, or a hashed name. */
  readonly names: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface KnownHosts {
  readonly entries: readonly KnownHost[];
  /** Lines that OpenSSH passes over, because they say nothing that it understands. */
  readonly malformed: number;
}

/** Reads a known_hosts file as OpenSSH does (hostfile.c; the section of sshd(8)). Pure. */
export function readKnownHosts(text: string, file: string): KnownHosts {
  const entries: KnownHost[] = [];
  let malformed = 0;
  let line = 0;
  for (const whole of text.split('\n')) {
    line++;
    const content = whole.replace(/\0.*/s, '').replace(/^[ \t]+/, '');
    if (content === '' || content === '\r' || content.startsWith('#')) continue;
    const entry = readLine(content);
    if (entry === undefined) malformed++;
    else entries.push({ ...entry, file, line });
  }
  return { entries, malformed };
}

type Line = Omit<KnownHost, 'file' | 'line'>;

const markers: ReadonlyMap<string, KnownHost['marker']> = new Map([
  ['@revoked', 'revoked'],
  ['@cert-authority', 'cert-authority'],
]);

function readLine(content: string): Line | undefined {
  const words = content.split(/[ \t]+/);
  const marker = markers.get(words[0] ?? '') ?? 'none';
  const [names = '', type = '', base64 = ''] = marker === 'none' ? words : words.slice(1);
  if (names.startsWith('@')) return undefined;
  const key = writtenKey(type, base64);
  return key === undefined ? undefined : { marker, names, ...key };
}

/** A public key as it stands in a file, by its two words. */
export function writtenKey(type: string, base64: string): PublicKey | undefined {
  const key = decode(base64);
  return key?.type === keyType(type) ? key : undefined;
}

/** The `\r` of a file with DOS line ends, where no comment follows. Anything else that is not exactly base64 is no key. */
function decode(base64: string): PublicKey | undefined {
  const text = base64.replace(/[\r\v\f]/g, '');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? publicKey(bytes) : undefined;
}

/** The lines for a server; `name` is in lower case and with its port where that is not 22. */
export function lookUp(entries: readonly KnownHost[], name: string): readonly KnownHost[] {
  return entries.filter((entry) => matchesNames(entry.names, name));
}
