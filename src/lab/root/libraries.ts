import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findHostCommand, runHostCommand } from '../isolation/host-command.js';
import type { Tree } from './tree.js';

/** Libraries that the C library loads by name at run time, so that ldd does not see them. */
const loadedByName = ['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2', 'libgcc_s.so.1'];

/** Paths of libraries and of the loader in the output of ldd, for one program or many. */
export function parseLdd(output: string): string[] {
  const paths = new Set<string>();
  for (const line of output.split('\n')) {
    const path = /^\s+(?:\S+ => )?(\/\S+) \(0x[0-9a-f]+\)$/.exec(line)?.[1];
    if (path) paths.add(path);
  }
  return [...paths];
}

export function isElf(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const magic = Buffer.alloc(4);
    readSync(file, magic, 0, 4, 0);
    return magic.equals(Buffer.from('\x7fELF', 'latin1'));
  } finally {
    closeSync(file);
  }
}

/** Copies the libraries that `programs` (paths on this machine) need, to the same places in the lab. */
export function copyLibraries(tree: Tree, programs: readonly string[]): void {
  const dynamic = programs.filter(isElf);
  const ldd = findHostCommand('ldd');
  if (!ldd || dynamic.length === 0) return;
  const libraries = parseLdd(runHostCommand([ldd, ...dynamic]).stdout);
  const libc = libraries.find((path) => /\/libc\.so\.6$/.test(path));
  const byName = libc
    ? loadedByName.map((name) => join(dirname(libc), name)).filter((path) => existsSync(path))
    : [];
  for (const library of new Set([...libraries, ...byName])) {
    if (!tree.has(library)) tree.copy(realpathSync(library), library, 0o755);
  }
}
