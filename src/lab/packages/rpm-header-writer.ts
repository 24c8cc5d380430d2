import { padding } from './padding.js';
import { RpmType } from './rpm-tags.js';

export interface HeaderEntry {
  readonly tag: number;
  readonly type: RpmType;
  readonly count: number;
  readonly data: Buffer;
}

export const entryOf = {
  string: (tag: number, text: string): HeaderEntry => ({
    tag,
    type: RpmType.string,
    count: 1,
    data: Buffer.from(`${text}\0`),
  }),
  i18n: (tag: number, text: string): HeaderEntry => ({
    tag,
    type: RpmType.i18nString,
    count: 1,
    data: Buffer.from(`${text}\0`),
  }),
  strings: (tag: number, texts: readonly string[]): HeaderEntry => ({
    tag,
    type: RpmType.stringArray,
    count: texts.length,
    data: Buffer.from(texts.map((text) => `${text}\0`).join('')),
  }),
  binary: (tag: number, data: Buffer): HeaderEntry => ({
    tag,
    type: RpmType.binary,
    count: data.length,
    data,
  }),
  int16: (tag: number, values: readonly number[]): HeaderEntry => {
    const data = Buffer.alloc(values.length * 2);
    values.forEach((value, index) => {
      data.writeUInt16BE(value, index * 2);
    });
    return { tag, type: RpmType.int16, count: values.length, data };
  },
  int32: (tag: number, values: readonly number[]): HeaderEntry => {
    const data = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => {
      data.writeUInt32BE(value >>> 0, index * 4);
    });
    return { tag, type: RpmType.int32, count: values.length, data };
  },
};

const headerMagic = Buffer.from([0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0]);
const indexEntrySize = 16;

function alignmentOf(type: RpmType): number {
  if (type === RpmType.int16) return 2;
  return type === RpmType.int32 ? 4 : 1;
}

function indexEntry(tag: number, type: number, offset: number, count: number): Buffer {
  const entry = Buffer.alloc(indexEntrySize);
  entry.writeInt32BE(tag, 0);
  entry.writeInt32BE(type, 4);
  entry.writeInt32BE(offset, 8);
  entry.writeInt32BE(count, 12);
  return entry;
}

/**
 * One header structure: magic, index, data store. Its first entry is the region (`regionTag`), whose trailer
 * ends the store; rpm computes its digests over the region and refuses a header without one.
 */
export function writeHeader(regionTag: number, entries: readonly HeaderEntry[]): Buffer {
  const sorted = [...entries].sort((left, right) => left.tag - right.tag);
  const store: Buffer[] = [];
  const index: Buffer[] = [];
  let offset = 0;
  for (const entry of sorted) {
    const gap = padding(offset, alignmentOf(entry.type));
    store.push(gap, entry.data);
    offset += gap.length;
    index.push(indexEntry(entry.tag, entry.type, offset, entry.count));
    offset += entry.data.length;
  }
  const entryCount = sorted.length + 1;
  store.push(indexEntry(regionTag, RpmType.binary, -(entryCount * indexEntrySize), indexEntrySize));
  index.unshift(indexEntry(regionTag, RpmType.binary, offset, indexEntrySize));
  offset += indexEntrySize;

  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(entryCount, 0);
  sizes.writeUInt32BE(offset, 4);
  return Buffer.concat([headerMagic, sizes, ...index, ...store]);
}
