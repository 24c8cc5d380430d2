import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const passages = [nod32Article('Installation'), nod32Article('Prerequisites')];

export const placeLicenseExplanations = {
  'NOD32-LICENSE': {
    title: 'The licence is where nod32d looks for it',
    means:
      'There is at least one file in the licence folder of nod32.cfg\u2019s own folder: /etc/opt/eset/nod32/license, or /etc/nod32/license. Empty and hidden files do not count. What is in it is not looked at.',
    matters: 'Without a licence the package does not start nod32d, and without nod32d nothing is scanned.',
    ifLeft: 'The scanner does not start; once it owns port 25 no mail comes in.',
    remedy:
      'Copy the licence file there before the package is installed, or name it with --license. It should be for as many mailboxes as AXIGEN has.',
    passages,
  },
  'NOD32-LICENSE-FILE': {
    title: 'The licence file that you named can be used',
    means: 'What --license names is a regular file on the server that can be read and is not empty.',
    matters: 'It is copied to the licence folder before the package is installed.',
    ifLeft: 'Setup does not begin.',
    remedy: 'Name the right file with --license; the path is one on the server, not on your own machine.',
    passages,
  },
} satisfies Explanations;
