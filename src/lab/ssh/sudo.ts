import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { findHostCommand } from '../isolation/host-command.js';
import type { Tree } from '../root/tree.js';
import { readTemplate } from '../templates.js';

/**
 * Copies sudo, for the user `operator`. Does nothing where this machine has none.
 * @returns its programs and plugins as they are on this machine, for the libraries that they need.
 */
export function copySudo(tree: Tree): readonly string[] {
  const sudo = findHostCommand('sudo');
  if (sudo === undefined) return [];
  tree.copy(realpathSync(sudo), '/usr/bin/sudo');
  tree.setUserId('/usr/bin/sudo');
  const plugins = pluginsOfSudo();
  for (const path of plugins) tree.copy(realpathSync(path), path, 0o644);
  tree.file('/etc/sudoers', readTemplate('lab', 'ssh', 'sudoers'), 0o440);
  tree.directory('/etc/sudoers.d', 0o750);
  // Where it remembers who has given a password, and who has been told what it is for.
  tree.directory('/run/sudo', 0o711);
  tree.directory('/var/lib/sudo', 0o700);
  return [sudo, ...plugins].map((path) => realpathSync(path));
}

/** What it loads by name, from the folder that distributions give it. */
function pluginsOfSudo(): readonly string[] {
  const folders = ['/usr/libexec/sudo', '/usr/lib64/sudo', '/usr/lib/sudo'];
  const folder = folders.find((path) => existsSync(path));
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => /\.so(\.\d+)?$/.test(name))
    .map((name) => join(folder, name));
}
