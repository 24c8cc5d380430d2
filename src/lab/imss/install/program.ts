import { existsSync, realpathSync } from 'node:fs';
import { readElf } from '../../root/elf.js';

/** What of this machine becomes <folder>/bin/imss-standin, and what it is to be given before its own arguments. */
export interface ProgramSource {
  readonly path: string;
  /** Node is an argument where the program is a loader. */
  readonly startsNode: boolean;
}

/**
 * The processes of IMSS are known by nothing but the folder that their programs lie in, so the stand-in runs from a
 * program there. A copy of Node would take 100 MB; a copy of the loader that starts Node anyway does as well.
 * @param node a program of this machine
 */
export function programSource(node: string = realpathSync(process.execPath)): ProgramSource {
  const loader = readElf(node)?.interpreter;
  return loader !== undefined && existsSync(loader)
    ? { path: realpathSync(loader), startsNode: true }
    : { path: node, startsNode: false };
}
