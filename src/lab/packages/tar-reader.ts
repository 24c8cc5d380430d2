import { PackageError } from './package-error.js';

export interface TarMember {
  readonly kind: 'file' | 'directory';
  readonly name: string;
  readonly mode: number;
  readonly user: string;
  readonly group: string;
  readonly mtime: number;
  readonly content: Buffer;
}

const block = 512;

function text(archive: Buffer, start: number, length: number): string {
  const field = archive.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function number(archive: Buffer, start: number, length: number): number {
  const value = Number.parseInt(text(archive, start, length).trim() || '0', 8);
  if (!Number.isSafeInteger(value)) throw new PackageError('damaged tar header');
  return value;
}

/** Files and directories of a ustar or GNU tar archive. @throws PackageError for damage and for other kinds of member. */
export function readTar(archive: Buffer): TarMember[] {
  const members: TarMember[] = [];
  let longName: string | undefined;
  for (let offset = 0; offset + block <= archive.length; ) {
    if (archive[offset] === 0) return members;
    const size = number(archive, offset + 124, 12);
    const content = archive.subarray(offset + block, offset + block + size);
    if (content.length < size) throw new PackageError('the tar archive ends too early');
    const type = String.fromCharCode(archive[offset + 156] ?? 0);
    const prefix = text(archive, offset + 257, 6) === 'ustar' ? text(archive, offset + 345, 155) : '';
    const name = longName ?? (prefix === '' ? '' : `${prefix}/`) + text(archive, offset, 100);
    longName = undefined;
    if (type === 'L') {
      longName = text(content, 0, content.length);
    } else if (type === '0' || type === '\0' || type === '5') {
      members.push({
        kind: type === '5' ? 'directory' : 'file',
        name,
        mode: number(archive, offset + 100, 8) & 0o7777,
        user: text(archive, offset + 265, 32) || 'root',
        group: text(archive, offset + 297, 32) || 'root',
        mtime: number(archive, offset + 136, 12),
        content,
      });
    } else {
      throw new PackageError(
        `${name} is of tar type ${JSON.stringify(type)}, which this stand-in does not install`,
      );
    }
    offset += block + Math.ceil(size / block) * block;
  }
  return members;
}
