import type { Passage } from '../../src/model/finding.js';
import type { ScannerId } from '../../src/model/scanner-id.js';
import { imssArticle, nod32Article } from '../passages.js';

/** The ESMTP extensions that no scanner can handle, by the switch that offers them. */
export const switches = ['allowStartTLS', 'allowBinaryData'] as const;

export type Switch = (typeof switches)[number];

interface Meaning {
  readonly id: 'AXIGEN-STARTTLS' | 'AXIGEN-BINARYMIME';
  readonly why: string;
  readonly passage: Passage;
}

/** What it means that AXIGEN offers them behind NOD32, which passes everything on. */
export const switchMeanings: Readonly<Record<Switch, Meaning>> = {
  allowStartTLS: {
    id: 'AXIGEN-STARTTLS',
    why: 'A TLS session through NOD32 fails, and the message is not delivered.',
    passage: nod32Article('Caveat 1'),
  },
  allowBinaryData: {
    id: 'AXIGEN-BINARYMIME',
    why: 'A message sent with BINARYMIME passes NOD32 without being scanned.',
    passage: nod32Article('Caveat 6'),
  },
};

/** What it means that port 25 offers them. */
export const offeredMeanings: Readonly<Record<ScannerId, Readonly<Record<Switch, Omit<Meaning, 'id'>>>>> = {
  nod32: switchMeanings,
  imss: {
    allowStartTLS: {
      why: 'IMSS does not support TLS: a session in which it is begun fails, and the message is not delivered.',
      passage: imssArticle('Caveat 1'),
    },
    allowBinaryData: {
      why: 'IMSS does not support BINARYMIME: a message sent with it is refused, or passes without being scanned.',
      passage: imssArticle('Caveat 6'),
    },
  },
};
