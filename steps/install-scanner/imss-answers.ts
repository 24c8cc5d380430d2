import type { Fact } from '../../src/host/fact.js';
import type { FileFact } from '../../src/host/survey/answers.js';
import type { Situation } from '../../src/model/step.js';
import { imss } from '../../src/products/imss/product.js';
import { imssScanner } from '../../src/products/imss/scanner.js';

/** Why a file cannot be run as the installer; undefined: it can. */
export function installerProblem(path: string, file: Fact<FileFact>): string | undefined {
  switch (file.state) {
    case 'absent':
      return `There is no file ${path} on the server.`;
    case 'unreadable':
      return `${path} on the server cannot be looked at: ${file.reason}.`;
    case 'present':
      if (file.value.type !== 'file') return `${path} on the server is no regular file.`;
      return (file.value.mode & 0o111) === 0
        ? `${path} on the server may not be run as a program. If it is a shell script, give: sh ${path}`
        : undefined;
  }
}

/** Why no installer is not an answer: IMSS is not there; undefined: it is. */
export function alreadyInstalledProblem(facts: Situation['facts']): string | undefined {
  if (imssScanner.isInstalled(facts)) return undefined;
  const { root, script } = facts.imss;
  const missing = [
    ...(root.state === 'present' ? [] : [imss.configName]),
    ...(script.state === 'present' ? [] : [imss.script]),
  ].join(' and no ');
  const reason = root.state === 'unreadable' ? ` (${root.reason})` : '';
  return (
    `IMSS is not installed on the server: no ${missing} was found${reason}. ` +
    'Install it first and run gateway-setup again, or give the command that starts its installer.'
  );
}

/** Why the folder cannot be that of IMSS; undefined: it is. */
export function rootProblem(folder: string, { imss: { root } }: Situation['facts']): string | undefined {
  if (root.state === 'present') return undefined;
  const reason =
    root.state === 'unreadable' ? root.reason : `there is no ${imss.configFile} in it, nor anywhere else`;
  return `IMSS is not installed in ${folder}: ${reason}.`;
}
