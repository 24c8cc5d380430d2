import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { findingOf } from '../finding-of.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** The article is for version 1.2; which release after it dropped the SMTP-In clients is not known (facts: axigen 0). */
export function assessVersion(step: ThisStep, { package: installed }: Situation['facts']['axigen']): Finding {
  const rest = {
    wanted: 'AXIGEN 1.x, or 5 and later',
    why: 'The article is written for version 1.2; what it says of later ones was found out elsewhere.',
  };
  if (installed.state !== 'present') {
    return findingOf(step, 'AXIGEN-VERSION', 'unknown', {
      ...rest,
      found:
        installed.state === 'absent'
          ? 'not installed as a package, so its version cannot be told'
          : installed.reason,
      remedy: 'Check which version it is.',
    });
  }
  const { version } = installed.value;
  const major = Number.parseInt(version, 10);
  if (major === 1) return findingOf(step, 'AXIGEN-VERSION', 'ok', { ...rest, found: version });
  if (major >= 5) {
    return findingOf(step, 'AXIGEN-VERSION', 'ok', {
      ...rest,
      found: `${version}: later than the article, and understood: its ESMTP switches are in the SMTP policy script`,
    });
  }
  return findingOf(step, 'AXIGEN-VERSION', 'risk', {
    ...rest,
    found: version,
    remedy:
      'Look at each change before it is made: of versions 2 to 4 it is not known which names they have, and where.',
  });
}

/** Where this AXIGEN keeps its ESMTP switches: looked for, and asked of the operator only where nothing tells. */
export function assessGeneration(step: ThisStep, { facts: { axigen }, answers }: Situation): Finding {
  const { generation } = axigen;
  const { axigenGeneration: given } = answers;
  const rest = {
    wanted: 'it can be told where this AXIGEN keeps its ESMTP switches',
    why: 'Version 1.2 has them in SMTP-In clients, later ones in variables of the SMTP policy script; set in the wrong place they do nothing.',
  };
  if (generation.state === 'present') {
    const { value, because } = generation.value;
    const unheeded =
      given === undefined || given === value
        ? ''
        : `; the answer ${given} is not heeded, as the server tells`;
    return findingOf(step, 'AXIGEN-GENERATION', 'ok', {
      ...rest,
      found: `${places[value]}: ${because}${unheeded}`,
    });
  }
  if (given !== undefined)
    return findingOf(step, 'AXIGEN-GENERATION', 'ok', {
      ...rest,
      found: `${places[given]}: the operator says so (--axigen-generation ${given})`,
    });
  return findingOf(step, 'AXIGEN-GENERATION', 'unknown', {
    ...rest,
    found: 'neither the version nor the files tell',
    remedy:
      'Look into WebAdmin: with a tab Clients in SMTP-In it is --axigen-generation 1.2, without one --axigen-generation 10.',
    blocks: 'needs-consent',
  });
}

const places = {
  '1.2': 'in SMTP-In clients, as version 1.2',
  '10': 'in the SMTP policy script, as version 10',
} as const;
