import type { Finding } from '../../src/model/finding.js';
import type { ScannerId } from '../../src/model/scanner-id.js';
import type { Situation, Step } from '../../src/model/step.js';
import type { Scanner } from '../../src/products/scanner.js';
import { findingOf } from '../finding-of.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** Free space below this leaves no room for the package, the copies of the files and the journal. */
export const leastFreeKiB = 10 * 1024;

export function assessMachine(
  step: ThisStep,
  scanner: Scanner,
  { facts, answers }: Situation,
): readonly Finding[] {
  return [
    distribution(step, scanner, facts.distribution, answers.acceptDistribution),
    root(step, facts.uid),
    packageManager(step, scanner, facts.packages),
    space(step, facts.space),
  ];
}

function distribution(
  step: ThisStep,
  { distributions }: Scanner,
  found: Situation['facts']['distribution'],
  accepted: boolean,
): Finding {
  const rest = {
    wanted: 'a distribution on the article\u2019s list',
    found: found.source === undefined ? found.title : `${found.title} (${found.id})`,
    ...(found.source === undefined ? {} : { where: found.source }),
    why: 'Paths and start scripts are known for the listed distributions only; elsewhere they may differ.',
  };
  if (distributions.has(found.id)) return findingOf(step, 'HOST-DISTRIBUTION', 'ok', rest);
  return findingOf(step, 'HOST-DISTRIBUTION', 'risk', {
    ...rest,
    remedy: 'Go on at your own risk with --accept-distribution.',
    ...(accepted ? {} : { blocks: 'needs-consent' as const }),
  });
}

function root(step: ThisStep, uid: Situation['facts']['uid']): Finding {
  const rest = {
    wanted: 'root (user id 0)',
    why: 'The files of AXIGEN and the scanner belong to root and axigen, and port 25 is a privileged port.',
  };
  if (uid.state === 'present' && uid.value === 0)
    return findingOf(step, 'HOST-ROOT', 'ok', { ...rest, found: 'root' });
  return findingOf(step, 'HOST-ROOT', 'drift', {
    ...rest,
    found: uid.state === 'present' ? `user id ${uid.value}` : 'it could not be told',
    remedy: 'Run gateway-setup as root (su - or sudo).',
    blocks: 'could-not-look',
  });
}

/** IMSS brings an installer of its own. */
const installsPackage: Readonly<Record<ScannerId, boolean>> = { nod32: true, imss: false };

function packageManager(
  step: ThisStep,
  { id, title }: Scanner,
  manager: Situation['facts']['packages'],
): Finding {
  const rest = { wanted: 'rpm or dpkg', why: 'The scanner is installed, and taken away again, through it.' };
  if (!installsPackage[id])
    return findingOf(step, 'HOST-PACKAGE-MANAGER', 'not-applicable', {
      ...rest,
      found: `${title} has an installer of its own`,
    });
  if (manager.state === 'present') {
    return findingOf(step, 'HOST-PACKAGE-MANAGER', 'ok', { ...rest, found: manager.value });
  }
  return findingOf(step, 'HOST-PACKAGE-MANAGER', 'unknown', {
    ...rest,
    found: manager.state === 'absent' ? 'neither of them' : manager.reason,
    remedy: 'Install the scanner by hand as its manual says, then run gateway-setup again.',
  });
}

function space(step: ThisStep, free: Situation['facts']['space']): Finding {
  const rest = {
    wanted: `at least ${leastFreeKiB / 1024} MiB free`,
    why: 'A full disk in the middle of a change is the worst moment to find out.',
  };
  if (free.state !== 'present' || free.value.length === 0) {
    return findingOf(step, 'HOST-SPACE', 'unknown', {
      ...rest,
      found: free.state === 'unreadable' ? free.reason : '`df` told nothing',
      remedy: 'Check the free space with `df -k`.',
    });
  }
  const found = free.value
    .map(({ folder, freeKiB }) => `${folder} ${Math.floor(freeKiB / 1024)} MiB`)
    .join(', ');
  const short = free.value.some(({ freeKiB }) => freeKiB < leastFreeKiB);
  if (!short) return findingOf(step, 'HOST-SPACE', 'ok', { ...rest, found });
  return findingOf(step, 'HOST-SPACE', 'drift', {
    ...rest,
    found,
    remedy: 'Free some space, then run gateway-setup again.',
    blocks: 'failed',
  });
}
