import { mkdirSync, writeFileSync } from 'node:fs';
import { TargetShell, words } from '../../support/target-shell.js';

/** A file below `home`, and an edit of it. */
export function fileToEdit(home: string, name = 'axigen.cfg') {
  const target = new TargetShell(['/bin/sh'], `${home}/run`);
  mkdirSync(`${home}/etc`);
  const path = `${home}/etc/${name}`;
  writeFileSync(path, 'before\n', { mode: 0o640 });
  target.file('001.before', 'before\n');
  target.file('001.after', 'after\n');
  return { home, path, target, beside: `${path}.gateway-setup.001` };
}

export type Subject = ReturnType<typeof fileToEdit>;

export const prepare = ({ path }: Subject) => `prepare_edit ${words('001', path, path)}`;
export const commit = ({ path }: Subject) => `commit_edit ${words('001', path)}`;

/** By this, a filesystem on which the file cannot be renamed over. */
export const fixedFile = `ln() {
  case $1 in *gateway-setup.0*) command ln "$@" ;; *) echo 'ln: Operation not permitted' >&2; return 1 ;; esac
}`;
