import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

export const setScanThreadsExplanations = {
  'NOD32-SCAN-THREADS': {
    title: 'How many messages NOD32 scans at the same time',
    means:
      'num_thr in the section [global] of nod32.cfg is the number that you gave: --scan-threads, or half of --peak-connections. Where you gave none, it is 10, or another number above the default 2 that somebody chose.',
    matters:
      'By default NOD32 scans two messages at a time. While both threads are busy, the next message waits, and its sender with it.',
    ifLeft: 'Under load mail is slow, and senders that do not want to wait break off and try again later.',
    remedy:
      'Set num_thr = 10 in [global], without the semicolon that turns the line off, and restart nod32d, then nod32smtp.',
    passages: [nod32Article('Tweaking 3')],
  },
} satisfies Explanations;
