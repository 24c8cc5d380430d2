import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { quoteWord } from '../../src/host/shell.js';
import { shells } from '../host/shells.js';
import { temporaryFolder } from '../host/temporary-folder.js';
import { TargetShell } from './target-shell.js';

/** Makes servers for the tests of a file, which are gone afterwards. Called by each file: several may share this module. */
export function servers(): (command: readonly string[]) => ReturnType<typeof serverAt> {
  const folder = temporaryFolder();
  let count = 0;
  return (command) => {
    count += 1;
    return serverAt(folder(`server-${count}`), command);
  };
}

/** A server that is a folder, and the library at work on it. */
function serverAt(root: string, command: readonly string[]) {
  mkdirSync(root);
  const file = (name: string, content = name) => {
    mkdirSync(dirname(`${root}/${name}`), { recursive: true });
    writeFileSync(`${root}/${name}`, content);
  };
  file('etc/services', 'smtp\n');
  file('usr/bin/old');
  file('opt/other/x');
  const shell = new TargetShell(command, `${root}-run`);
  shell.file('001.scripts', '/none\n');
  shell.file('001.unwatched', '/opt/axigen\n');
  const sh = (script: string) =>
    shell.sh(script, `list_root=${quoteWord(root)}\ninstalls=001\nundo_installs=001\nPATH=${root}-bin:$PATH`);
  const wrote = () =>
    readFileSync(shell.path('001.wrote'), 'latin1')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('package '))
      .map((line) => line.replace(root, ''));
  return { root, file, sh, wrote, shell };
}

export const begin = 'begin_installer 001 && mark_begun 001';
export const take =
  'end_installer 001 && can_uninstall 001 && ready_uninstall 001 && uninstall 001 && tell_left 001 && is_uninstalled 001';

/** busybox runs an `rpm` and a `find` of its own, whatever lies in the PATH; on a server they are what they are called. */
export const shellsWithoutApplets = shells.filter(([name]) => !name.startsWith('busybox'));
