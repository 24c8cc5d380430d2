import { UserError } from '../src/errors.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { isLeftBehind } from '../src/products/nod32/license-files.js';
import { chosenFileFinding, chosenFileProblem, nameAnother } from './chosen-file.js';
import { isPlainName } from './edit-file.js';
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
    found: licenses.state === 'absent' ? 'the folder is not there' : 'there is no licence in the folder',
    remedy: 'Copy the licence file there, as the article says, before the package is installed.',
  });
}

/** What is wrong with the file that the operator named; undefined: nothing. */
export function licenseProblem(
  path: string,
  file: Situation['facts']['chosen']['license'],
): string | undefined {
  return chosenFileProblem(path, file, 'licence');
}

const flag = '--license';

function chosenFile({ facts, answers }: Situation): readonly Finding[] {
  if (answers.license === undefined || hasLicense(facts)) return [];
  const { license: path } = answers;
  const problem = licenseProblem(path, facts.chosen.license);
  return [
    chosenFileFinding(
      placeLicense,
      { id: 'NOD32-LICENSE-FILE', path, flag, problem },
      {
        wanted: 'a licence file to copy',
        why: 'It is copied to the licence folder before the package is installed.',
      },
    ),
  ];
}

function hasLicense({ nod32: { licenses } }: Situation['facts']): boolean {
  return licenses.state === 'present' && licenses.value.length > 0;
}

/**
 * A hidden file, or one that is named as our own half-written ones, would not be taken for a licence again; an odd name would not be
 * found again when the server is compared with the journals.
 */
function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isLeftBehind(name) || !isPlainName(name) ? 'nod32.lic' : name;
}

function changes({ facts, answers }: Situation): readonly Change[] {
  if (hasLicense(facts) || facts.nod32.licenses.state === 'unreadable') return [];
  if (answers.license === undefined) return [];
  const problem = licenseProblem(answers.license, facts.chosen.license);
  if (problem !== undefined) throw new UserError(problem, { next: nameAnother(flag) });
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
