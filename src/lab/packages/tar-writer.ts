import { padding } from './padding.js';

export interface TarEntry {
  readonly kind: 'file' | 'directory';
  /** As written in the archive, such as `./etc/motd`; a directory ends in a slash. */
  readonly name: string;
  readonly mode: number;
  readonly owner: string;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly content: Uint8Array;
}

const block = 512;

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/** ustar keeps a long name in two fields, parted at a slash. @throws RangeError when it fits in neither way. */
function splitName(name: string): { readonly prefix: string; readonly rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name };
  for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
    const prefix = name.slice(0, slash);
    const rest = name.slice(slash + 1);
    if (rest !== '' && Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100)
      return { prefix, rest };
  }
  throw new RangeError(`too long for a tar archive: ${name}`);
}

function header(entry: TarEntry): Buffer {
  const bytes = Buffer.alloc(block);
  const { prefix, rest } = splitName(entry.name);
  bytes.write(rest, 0);
  bytes.write(octal(entry.mode & 0o7777, 8), 100);
  bytes.write(octal(0, 8), 108); // dpkg goes by the names below, and by these numbers where a name is unknown
  bytes.write(octal(0, 8), 116);
  bytes.write(octal(entry.content.length, 12), 124);
  bytes.write(octal(entry.mtime, 12), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(entry.kind === 'directory' ? '5' : '0', 156);
  bytes.write('ustar\x0000', 257);
  bytes.write(entry.owner, 265);
  bytes.write(entry.owner, 297);
  bytes.write(prefix, 345);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

/** A ustar archive, ended by two empty blocks. @throws RangeError for a name that ustar cannot hold. */
export function writeTar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => [
    header(entry),
    entry.content,
    padding(entry.content.length, block),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
