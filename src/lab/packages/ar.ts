import { PackageError } from './package-error.js';
import { padding } from './padding.js';

const magic = '!<arch>\n';
const headerSize = 60;

/** An `ar` archive, the outer shell of a deb. `mtime` in seconds since 1970. */
export function writeAr(
  members: readonly (readonly [name: string, content: Buffer])[],
  mtime: number,
): Buffer {
  const parts = members.flatMap(([name, content]) => {
    const fields = [
      name.padEnd(16),
      String(mtime).padEnd(12),
      '0'.padEnd(6),
      '0'.padEnd(6),
      '100644'.padEnd(8),
      String(content.length).padEnd(10),
    ];
    return [Buffer.from(`${fields.join('')}\`\n`), content, padding(content.length, 2, 0x0a)];
  });
  return Buffer.concat([Buffer.from(magic), ...parts]);
}

/** @throws PackageError when the bytes are not an `ar` archive or it is cut off. */
export function readAr(file: Buffer): Map<string, Buffer> {
  if (file.toString('latin1', 0, magic.length) !== magic)
    throw new PackageError('not a Debian format archive');
  const members = new Map<string, Buffer>();
  let offset = magic.length;
  while (offset + headerSize <= file.length) {
    const name = file
      .toString('latin1', offset, offset + 16)
      .trimEnd()
      .replace(/\/$/, '');
    const size = Number.parseInt(file.toString('latin1', offset + 48, offset + 58), 10);
    const start = offset + headerSize;
    if (!(start + size <= file.length)) throw new PackageError('the archive ends too early');
    members.set(name, file.subarray(start, start + size));
    offset = start + size + (size % 2);
  }
  return members;
}
