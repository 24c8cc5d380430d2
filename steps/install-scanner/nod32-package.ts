import { UserError } from '../../src/errors.js';
import type { Change } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import { isNod32Installed, ownFiles } from '../../src/products/nod32/installed.js';
import { nod32, nod32Daemon, nod32Smtp } from '../../src/products/nod32/product.js';
import { chosenFileFinding, chosenFileProblem, nameAnother } from '../chosen-file.js';
import { findingOf } from '../finding-of.js';
import { nod32Article } from '../passages.js';
import type { StepPart } from '../step-part.js';

const installScanner = { id: 'install-scanner', passage: nod32Article('Installation') } as const;

/** Installs the scanner's package with the target's own package manager. */
export const nod32Package: StepPart = {
  passage: installScanner.passage,
  says: 'Install the package of NOD32 for Linux Mail Server. Its own script starts nod32d (when the licence is in place) but not nod32smtp.',
  skipMeans:
    'Without the scanner there is nothing to put in front of AXIGEN; the steps after this one have nothing to work on.',
  assess: (situation) => [
    installed(situation),
    ...remains(situation),
    ...configuration(situation),
    ...chosenPackage(situation),
  ],
  changes,
};

function installed({ facts }: Situation): Finding {
  const rest = {
    wanted: 'NOD32 for Linux Mail Server is installed',
    why: 'It is the program that scans the mail.',
    remedy: 'Install its package.',
  };
  const found = facts.nod32.package;
  const trouble = notTold(facts);
  if (trouble !== undefined) {
    return findingOf(installScanner, 'NOD32-PACKAGE', 'unknown', {
      wanted: rest.wanted,
      why: rest.why,
      found: trouble,
      remedy: 'Make it readable, then run gateway-setup again: a second installation would do harm.',
      blocks: 'could-not-look',
    });
  }
  if (!isNod32Installed(facts.nod32))
    return findingOf(installScanner, 'NOD32-PACKAGE', 'drift', { ...rest, found: 'not installed' });
  return findingOf(installScanner, 'NOD32-PACKAGE', 'ok', {
    wanted: rest.wanted,
    why: rest.why,
    found:
      found.state === 'present'
        ? `package ${found.value.name} ${found.value.version}`
        : 'installed without a package',
  });
}

/** Why nobody can say whether the scanner is installed; undefined: it can be said. */
function notTold(facts: Situation['facts']): string | undefined {
  if (isNod32Installed(facts.nod32)) return undefined;
  const unread = [facts.nod32.package, ...ownFiles(facts.nod32)].find(({ state }) => state === 'unreadable');
  return unread?.state === 'unreadable' ? unread.reason : undefined;
}

/** What an earlier installation left behind; the package manager would write over it, and a rollback would take it away. */
function leftBehind(facts: Situation['facts']): readonly string[] {
  if (isNod32Installed(facts.nod32)) return [];
  const { nod32: found } = facts;
  const files = ownFiles(found).flatMap((file) => (file.state === 'present' ? [file.value.path] : []));
  return found.remains.state === 'present'
    ? [`package ${found.remains.value.name} in the state ${found.remains.value.state}`, ...files]
    : files;
}

/** Only looked for while the scanner is not installed. */
function remains({ facts }: Situation): readonly Finding[] {
  const left = leftBehind(facts);
  if (left.length === 0) return [];
  return [
    findingOf(installScanner, 'NOD32-REMAINS', 'drift', {
      wanted: 'nothing of an earlier installation of NOD32, or all of it',
      found: left.join(', '),
      why: 'The installation would write over what an earlier one left behind, and a rollback would take it away: it could not be brought back.',
      remedy:
        'Keep a copy of it and remove it (on Debian and Ubuntu also with dpkg --purge), or finish that installation by hand; then run gateway-setup again.',
      blocks: 'failed',
    }),
  ];
}

/** Only looked at once the scanner is installed: before that its absence is no finding. */
function configuration({ facts }: Situation): readonly Finding[] {
  if (!isNod32Installed(facts.nod32)) return [];
  const { config, configFile } = facts.nod32;
  const rest = {
    wanted: `nod32.cfg with a section [${nod32.section}]`,
    why: 'The address and port of the SMTP proxy are set there.',
    ...(configFile.state === 'present' ? { where: configFile.value.path } : {}),
  };
  if (config.state === 'present' && config.value.hasSmtpSection) {
    return [findingOf(installScanner, 'NOD32-CONFIG', 'ok', { ...rest, found: 'understood' })];
  }
  const found =
    config.state === 'unreadable'
      ? config.reason
      : config.state === 'absent'
        ? 'no nod32.cfg in /etc/opt/eset/nod32 or /etc/nod32'
        : `there is no section [${nod32.section}] in it`;
  return [
    findingOf(installScanner, 'NOD32-CONFIG', config.state === 'unreadable' ? 'unknown' : 'drift', {
      ...rest,
      found,
      remedy: 'Put the file right (the package holds the original), then run gateway-setup again.',
      blocks: 'could-not-look',
    }),
  ];
}

type ChosenPackage = Situation['facts']['chosen']['package'];

/** What is wrong with the package that the operator named; undefined: nothing. */
export function packageProblem(
  path: string,
  file: ChosenPackage,
  manager: Situation['facts']['packages'],
): string | undefined {
  const problem = chosenFileProblem(path, file, 'package');
  if (problem !== undefined || file.state !== 'present') return problem;
  const { format, name } = file.value;
  if (format === 'unknown') return `${path} is not a package: it begins like neither an .rpm nor a .deb.`;
  if (manager.state !== 'present') return 'This server has neither rpm nor dpkg to install a package with.';
  if (format !== manager.value) {
    return `${path} is a package for ${format}, but this server uses ${manager.value}.`;
  }
  if (name === undefined)
    return `${path} begins like a package, but ${manager.value} cannot read it; it may be damaged.`;
  if (!nod32.package.test(name)) return `${path} is the package "${name}", which is not NOD32.`;
  return undefined;
}

const flag = '--package';

function chosenPackage({ facts, answers }: Situation): readonly Finding[] {
  if (answers.package === undefined || isNod32Installed(facts.nod32)) return [];
  const { package: path } = answers;
  const problem = packageProblem(path, facts.chosen.package, facts.packages);
  return [
    chosenFileFinding(
      installScanner,
      { id: 'NOD32-PACKAGE-FILE', path, flag, problem },
      {
        wanted: 'a package of NOD32 for this server',
        why: 'It is installed with the package manager of this server.',
      },
    ),
  ];
}

function changes({ facts, answers }: Situation): readonly Change[] {
  if (isNod32Installed(facts.nod32) || notTold(facts) !== undefined || answers.package === undefined)
    return [];
  if (leftBehind(facts).length > 0) return [];
  const { package: file } = facts.chosen;
  const problem = packageProblem(answers.package, file, facts.packages);
  if (
    problem !== undefined ||
    file.state !== 'present' ||
    file.value.name === undefined ||
    facts.packages.state !== 'present'
  ) {
    throw new UserError(problem ?? 'The package cannot be installed.', {
      next: nameAnother(flag),
    });
  }
  return [
    {
      kind: 'install-package',
      summary: `Install ${file.value.name} ${file.value.version ?? ''} from ${answers.package} with ${facts.packages.value}`,
      manager: facts.packages.value,
      file: answers.package,
      name: file.value.name,
      services: [nod32Daemon, nod32Smtp],
    },
  ];
}
