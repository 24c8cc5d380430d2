import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const passages = [imssArticle('Prerequisites')];

export const imssStartExplanations = {
  'IMSS-RUNNING': {
    title: 'IMSS has been started',
    means:
      'A program that lies below the folder of IMSS is in the list of processes: the names of its programs are not known. One that has ended does not count.',
    matters: 'Some installers start what they have installed, some leave that to you.',
    ifLeft: 'Once IMSS owns port 25, no mail comes in.',
    remedy:
      '/etc/init.d/S99ISIMSS start, and half a minute of patience. If it does not stay, the folder log below the folder of IMSS says more.',
    passages,
  },
  'IMSS-STANDALONE-ANSWER': {
    title: 'IMSS answers before anything is behind it',
    means:
      'A connection to the port of IMSS itself, 10025 as installed, must be answered with 421 \u201cInternal configuration error\u201d and closed. It is asked only while no mail server is behind it.',
    matters: 'It shows that the installation works, before port 25 depends on it.',
    ifLeft: 'A scanner that does not even answer would leave the server without mail after the handover.',
    remedy:
      'Give its services half a minute, then see that a program of IMSS holds the port (netstat -ltnp); the folder log below the folder of IMSS and the troubleshooting section of the IMSS manual say more.',
    passages,
  },
} satisfies Explanations;
