import { readFileSync } from 'node:fs';
import { type ShellFragment, shippedScript } from '../host/shell.js';
import { templatePath } from '../package-root.js';

/** The files of the library, in this order: the first one sets what all the others rest on. */
const parts = [
  'basics',
  'services',
  'packages',
  'package-rest',
  'trusted',
  'whole',
  'rights',
  'replacing',
  'editing',
  'placing',
  'holding',
  'armed-undo',
  'live-changes',
  'entries',
  'listing',
  'installing',
  'undoing',
  'rights-since',
  'deciding',
  'restoring',
  'uninstalling',
  'taking-away',
  'left-behind',
] as const;

/** What undo.sh has no need of. */
const apart = ['telling-lock', 'telling-runs'] as const;

let library: string | undefined;

/** One file of it, for a fragment that needs no more. */
export function libraryPart(part: (typeof parts | typeof apart)[number]): ShellFragment {
  return shippedScript(readFileSync(templatePath('target', 'library', `${part}.sh`), 'utf8'));
}

/** The functions that run on the target, in the apply script and in undo.sh alike. */
export function targetLibrary(): ShellFragment {
  library ??= parts
    .map((part) => readFileSync(templatePath('target', 'library', `${part}.sh`), 'utf8'))
    .join('\n');
  return shippedScript(library);
}
