import { padding } from './padding.js';

export interface CpioEntry {
  readonly name: string;
  /** Type and permission bits. */
  readonly mode: number;
  readonly inode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly content: Uint8Array;
}

function header(entry: CpioEntry, links: number): Buffer {
  const nameSize = Buffer.byteLength(entry.name) + 1;
  const fields = [
    entry.inode,
    entry.mode,
    0, // user and group: rpm takes the names from its header
    0,
    links,
    entry.mtime,
    entry.content.length,
    0,
    0,
    0,
    0,
    nameSize,
    0,
  ];
  return Buffer.from(`070701${fields.map((value) => value.toString(16).padStart(8, '0')).join('')}`);
}

function member(entry: CpioEntry, links: number): Buffer {
  const head = Buffer.concat([header(entry, links), Buffer.from(`${entry.name}\0`)]);
  return Buffer.concat([head, padding(head.length, 4), entry.content, padding(entry.content.length, 4)]);
}

/** A cpio archive in the "newc" form, with its trailer: the payload of an rpm. */
export function writeCpio(entries: readonly CpioEntry[]): Buffer {
  const trailer: CpioEntry = { name: 'TRAILER!!!', mode: 0, inode: 0, mtime: 0, content: Buffer.alloc(0) };
  return Buffer.concat([...entries.map((entry) => member(entry, 1)), member(trailer, 1)]);
}
