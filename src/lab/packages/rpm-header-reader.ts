import { PackageError } from './package-error.js';
import { RpmType } from './rpm-tags.js';

/** One header structure of an rpm, read back. Absent tags give `undefined` or an empty list. */
export class RpmHeader {
  readonly #entries: ReadonlyMap<
    number,
    { readonly type: number; readonly offset: number; readonly count: number }
  >;
  readonly #store: Buffer;
  /** Bytes of the whole structure. */
  readonly length: number;

  /** @throws PackageError when no header starts at `start` or it runs past the end of the file. */
  constructor(file: Buffer, start: number) {
    if (file.length < start + 16 || file.readUIntBE(start, 3) !== 0x8eade8) {
      throw new PackageError('no package header where one should be');
    }
    const entryCount = file.readUInt32BE(start + 8);
    const storeSize = file.readUInt32BE(start + 12);
    const storeStart = start + 16 + entryCount * 16;
    this.length = 16 + entryCount * 16 + storeSize;
    if (start + this.length > file.length) throw new PackageError('the package ends inside its header');
    this.#store = file.subarray(storeStart, storeStart + storeSize);
    this.#entries = new Map(
      Array.from({ length: entryCount }, (_, index) => {
        const at = start + 16 + index * 16;
        const entry = {
          type: file.readUInt32BE(at + 4),
          offset: file.readInt32BE(at + 8),
          count: file.readUInt32BE(at + 12),
        };
        return [file.readUInt32BE(at), entry];
      }),
    );
  }

  string(tag: number): string | undefined {
    return this.strings(tag)[0];
  }

  strings(tag: number): string[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined || (entry.type !== RpmType.string && entry.type < RpmType.stringArray)) return [];
    const texts: string[] = [];
    let from = entry.offset;
    while (texts.length < entry.count) {
      const end = this.#store.indexOf(0, from);
      if (end < 0) throw new PackageError(`the text of header tag ${tag} has no end`);
      texts.push(this.#store.toString('utf8', from, end));
      from = end + 1;
    }
    return texts;
  }

  numbers(tag: number): number[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return [];
    const size = entry.type === RpmType.int16 ? 2 : 4;
    if (entry.offset < 0 || entry.offset + entry.count * size > this.#store.length) {
      throw new PackageError(`the numbers of header tag ${tag} lie outside the header`);
    }
    return Array.from({ length: entry.count }, (_, index) =>
      this.#store.readUIntBE(entry.offset + index * size, size),
    );
  }
}
