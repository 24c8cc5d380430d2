import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findHostCommand, runHostCommand } from '../isolation/host-command.js';
import { readElf } from './elf.js';
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

/** One loader for all of them: ldd does the same with several programs for each, five times as slowly. */
const listAll = 'loader=$1; shift; for program; do "$loader" --list "$program"; done';

/** What ldd says of the programs, or the loader itself where it is known. */
function listLibraries(programs: readonly string[]): string {
  const facts = programs.flatMap((path) => {
    const elf = readElf(path);
    return elf === undefined ? [] : [{ path, ...elf }];
  });
  const paths = facts.map(({ path }) => path);
  if (paths.length === 0) return '';
  const loader = facts.find(({ interpreter }) => interpreter !== undefined)?.interpreter;
  if (loader !== undefined && existsSync(loader)) {
    return runHostCommand(['sh', '-c', listAll, 'sh', loader, ...paths]).stdout;
  }
  const ldd = findHostCommand('ldd');
  return ldd === undefined ? '' : runHostCommand([ldd, ...paths]).stdout;
}

/** Copies the libraries that `programs` (paths on this machine) need, to the same places in the lab. */
export function copyLibraries(tree: Tree, programs: readonly string[]): void {
  const libraries = parseLdd(listLibraries([...new Set(programs)]));
  const libc = libraries.find((path) => /\/libc\.so\.6$/.test(path));
  const byName = libc
    ? loadedByName.map((name) => join(dirname(libc), name)).filter((path) => existsSync(path))
    : [];
  for (const library of new Set([...libraries, ...byName])) {
    if (!tree.has(library)) tree.copy(realpathSync(library), library, 0o755);
  }
}
