import { closeSync, openSync, readSync } from 'node:fs';

/** Enough for the header and the program headers of every program that was seen. */
const headBytes = 4096;

/** What of a program's file says how it is started (elf(5)). */
export interface ElfFacts {
  /** The loader that the kernel starts for it; undefined for a static program and a library. */
  readonly interpreter: string | undefined;
}

/** Undefined when the file is no ELF file. The interpreter is looked for in 64-bit little-endian files alone. */
export function readElf(path: string): ElfFacts | undefined {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    const head = buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0));
    if (head.length < 64 || !head.subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'))) return undefined;
    const is64Little = head[4] === 2 && head[5] === 1;
    return { interpreter: is64Little ? interpreterOf(head) : undefined };
  } finally {
    closeSync(file);
  }
}

function interpreterOf(head: Buffer): string | undefined {
  const start = Number(head.readBigUInt64LE(32));
  const [size, count] = [head.readUInt16LE(54), head.readUInt16LE(56)];
  for (let at = start; at < start + size * count && at + 40 <= head.length; at += size) {
    // PT_INTERP
    if (head.readUInt32LE(at) !== 3) continue;
    const from = Number(head.readBigUInt64LE(at + 8));
    const path = head.subarray(from, from + Number(head.readBigUInt64LE(at + 32))).toString('latin1');
    return path.startsWith('/') ? path.replace(/\0.*$/s, '') : undefined;
  }
  return undefined;
}
