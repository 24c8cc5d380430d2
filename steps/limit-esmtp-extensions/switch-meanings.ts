import type { Passage } from '../../src/model/finding.js';
import { nod32Article } from '../passages.js';

/** The ESMTP extensions that NOD32 cannot handle, by the switch that offers them. */
export const switches = ['allowStartTLS', 'allowBinaryData'] as const;

export type Switch = (typeof switches)[number];

interface Meaning {
  readonly id: 'AXIGEN-STARTTLS' | 'AXIGEN-BINARYMIME';
  readonly why: string;
  readonly passage: Passage;
}

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
