import { PackageError } from './package-error.js';

const headerSize = 110;

function align(offset: number): number {
  return (offset + 3) & ~3;
}

/** The members of a "newc" cpio archive: name as written there, and contents. @throws PackageError when it is damaged. */
export function readCpio(archive: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  let offset = 0;
  for (;;) {
    if (archive.toString('latin1', offset, offset + 5) !== '07070')
      throw new PackageError('the cpio payload is damaged');
    const field = (index: number): number =>
      Number.parseInt(archive.toString('latin1', offset + 6 + index * 8, offset + 14 + index * 8), 16);
    const size = field(6);
    const nameSize = field(11);
    const nameStart = offset + headerSize;
    const name = archive.toString('utf8', nameStart, nameStart + nameSize - 1);
    if (name === 'TRAILER!!!') return members;
    const dataStart = align(nameStart + nameSize);
    if (!(dataStart + size <= archive.length)) throw new PackageError('the cpio payload ends too early');
    members.set(name, archive.subarray(dataStart, dataStart + size));
    offset = align(dataStart + size);
  }
}
