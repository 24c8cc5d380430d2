import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const passages = [nod32Article('Installation')];

export const startScannerExplanations = {
  'NOD32-RUNNING': {
    title: 'The scanner has been started',
    means: 'nod32d and nod32smtp are in the list of processes. One that has ended does not count.',
    matters:
      'The package starts nod32d when the licence is in place, and never nod32smtp: that is left to you.',
    ifLeft: 'Once the scanner owns port 25, no mail comes in.',
    remedy:
      '/etc/init.d/nod32d start && /etc/init.d/nod32smtp start. If one does not stay, the reason is in /var/log; often it is the licence.',
    passages,
  },
  'NOD32-STANDALONE-ANSWER': {
    title: 'The scanner answers before anything is behind it',
    means:
      'A connection to the scanner\u2019s own port, 2526 as installed, must be answered with 421 \u201cserver connect error\u201d and closed. It is asked only while no mail server is behind it.',
    matters: 'It shows that the installation works, before port 25 depends on it.',
    ifLeft: 'A scanner that does not even answer would leave the server without mail after the handover.',
    remedy:
      'See that nod32d and nod32smtp run, that no other program holds the port, and that the licence is valid.',
    passages,
  },
} satisfies Explanations;
