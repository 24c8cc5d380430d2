import { UserError } from '../src/errors.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';

/** Copies the licence to where nod32d looks for it. */
export const placeLicense: Step = {
  id: 'place-license',
  title: 'Place the licence',
  passage: nod32Article('Installation'),
  says: 'Copy the licence file to the licence folder before the package is installed: without it the installer does not start nod32d.',
  skipMeans:
    'nod32d does not start without a licence, so nothing is scanned and nod32smtp does not start either.',
  assess: (situation) => [license(situation), ...chosenFile(situation)],
  changes,
};

function license({ facts: { nod32 } }: Situation): Finding {
  const rest = {
    wanted: 'a licence file',
    where: nod32.licenseFolder,
    why: 'Without a licence nod32d is not started, and without nod32d nothing is scanned.',
  };
  const { licenses } = nod32;
  if (licenses.state === 'unreadable') {
    return findingOf(placeLicense, 'NOD32-LICENSE', 'unknown', {
      ...rest,
      found: licenses.reason,
      blocks: 'could-not-look',
    });
  }
  if (licenses.state === 'present' && licenses.value.length > 0) {
    return findingOf(placeLicense, 'NOD32-LICENSE', 'ok', { ...rest, found: licenses.value.join(', ') });
  }
  return findingOf(placeLicense, 'NOD32-LICENSE', 'drift', {
    ...rest,
    found: licenses.state === 'absent' ? 'the folder is not there' : 'the folder is empty',
    remedy: 'Copy the licence file there, as the article says, before the package is installed.',
  });
}

/** What is wrong with the file that the operator named; undefined: nothing. */
export function licenseProblem(
  path: string,
  file: Situation['facts']['chosen']['license'],
): string | undefined {
  if (file.state === 'absent') return `There is no file ${path} on the server.`;
  if (file.state === 'unreadable') return `${path} cannot be read: ${file.reason}.`;
  if (file.value.type === 'directory') return `${path} is a folder; name the licence file in it.`;
  if (file.value.type !== 'file') return `${path} is not a regular file.`;
  if (file.value.size === 0) return `${path} is empty, so it is no licence.`;
  return undefined;
}

function chosenFile({ facts, answers }: Situation): readonly Finding[] {
  if (answers.license === undefined || hasLicense(facts)) return [];
  const problem = licenseProblem(answers.license, facts.chosen.license);
  return [
    findingOf(placeLicense, 'NOD32-LICENSE-FILE', problem === undefined ? 'ok' : 'drift', {
      wanted: 'a licence file to copy',
      found: problem ?? answers.license,
      where: answers.license,
      why: 'It is copied to the licence folder before the package is installed.',
      ...(problem === undefined
        ? {}
        : { remedy: 'Name the right file with --license.', blocks: 'failed' as const }),
    }),
  ];
}

function hasLicense({ nod32: { licenses } }: Situation['facts']): boolean {
  return licenses.state === 'present' && licenses.value.length > 0;
}

/** A hidden file would not be found again in the folder. */
function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith('.') ? 'nod32.lic' : name;
}

function changes({ facts, answers }: Situation): readonly Change[] {
  if (hasLicense(facts) || facts.nod32.licenses.state === 'unreadable') return [];
  if (answers.license === undefined) return [];
  const problem = licenseProblem(answers.license, facts.chosen.license);
  if (problem !== undefined) throw new UserError(problem, { next: 'Name the right file with --license.' });
  const path = `${facts.nod32.licenseFolder}/${nameOf(answers.license)}`;
  return [
    {
      kind: 'place-file',
      summary: `Copy ${answers.license} to ${path}`,
      path,
      copyFrom: answers.license,
      mode: 0o644,
    },
  ];
}
