import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import { findHostCommand } from '../isolation/host-command.js';
import { commandScripts, periodCommands } from './commands.js';
import { copyLibraries } from './libraries.js';
import { copyPam } from './pam.js';
import type { Tree } from './tree.js';

/** Terminal descriptions that the editor, the pager and the shell look for. */
const terminals = [
  'ansi',
  'dumb',
  'linux',
  'screen',
  'screen-256color',
  'tmux-256color',
  'vt100',
  'xterm',
  'xterm-256color',
];

interface Copied {
  /** Where each program came from, for the libraries that it needs. */
  readonly programs: string[];
}

/**
 * Fills the lab's PATH with the period's commands, from this machine's.
 * @param more further programs of this machine to be placed: path in the lab -> path here.
 * @throws UserError when this machine lacks one that no server is without.
 */
export function populateUserland(tree: Tree, more: ReadonlyMap<string, string>): void {
  const copied: Copied = { programs: [] };
  const missing: string[] = [];
  for (const { path, sources, required } of periodCommands) {
    const source = sources.map((name) => findHostCommand(name)).find((found) => found !== undefined);
    if (source) place(tree, source, path, copied);
    else if (required) missing.push(sources[0] ?? path);
  }
  if (missing.length > 0) {
    throw new UserError(`this machine lacks ${missing.join(', ')}`, {
      why: "the lab's commands are copies of this machine's",
      next: 'install them (coreutils, findutils, diffutils, grep, sed, gawk, gzip, tar, util-linux), then try again',
    });
  }
  for (const [path, source] of more) place(tree, source, path, copied);
  for (const [path, text] of Object.entries(commandScripts)) tree.file(path, text, 0o755);
  tree.link('bash', '/bin/sh');
  copied.programs.push(...copyPam(tree));
  copyLibraries(tree, copied.programs);
  copyRuntimeData(tree);
}

function place(tree: Tree, source: string, path: string, copied: Copied): void {
  const program = realpathSync(source);
  tree.copy(program, path, 0o755);
  copied.programs.push(program);
}

function copyRuntimeData(tree: Tree): void {
  // Libraries outside the loader's standard folders are found through this machine's cache.
  for (const path of ['/etc/ld.so.cache', '/etc/localtime']) {
    if (existsSync(path)) tree.copy(realpathSync(path), path, 0o644);
  }
  for (const folder of ['/lib/terminfo', '/usr/share/terminfo', '/etc/terminfo']) {
    for (const name of terminals) {
      const path = join(folder, name[0] ?? '', name);
      if (existsSync(path)) tree.copy(realpathSync(path), path, 0o644);
    }
  }
}
