import { readFileSync } from 'node:fs';
import { type ShellFragment, shippedScript } from '../host/shell.js';
import { templatePath } from '../package-root.js';

let library: string | undefined;

/** The functions that run on the target, in the apply script and in undo.sh alike. */
export function targetLibrary(): ShellFragment {
  library ??= readFileSync(templatePath('target', 'library.sh'), 'utf8');
  return shippedScript(library);
}
