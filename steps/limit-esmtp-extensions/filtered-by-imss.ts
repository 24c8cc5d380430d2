import { imssArticle } from '../passages.js';
import type { StepPart } from '../step-part.js';
import { ehloProbes, startTlsFromOutside } from './from-outside.js';
import { judgeOffered } from './judge-offered.js';

const step = { id: 'limit-esmtp-extensions', passage: imssArticle('Caveats 1 and 6') } as const;

/** IMSS offers only what it supports, whatever AXIGEN has to offer: nothing is changed, but it is looked at. */
export const filteredByImss: StepPart = {
  passage: step.passage,
  says: 'IMSS supports neither TLS nor BINARYMIME. Although AXIGEN offers both, IMSS must not: what port 25 offers is asked, and nothing is changed.',
  skipMeans: 'Nobody has looked whether a sender may try what IMSS cannot handle.',
  tweak: true,
  assess: (situation) => [...judgeOffered(step, situation), ...startTlsFromOutside(step, situation)],
  changes: () => [],
  probes: ehloProbes,
};
