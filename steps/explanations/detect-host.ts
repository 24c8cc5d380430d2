import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles, nod32Article } from '../passages.js';
import { detectHostMachineExplanations } from './detect-host-machine.js';

const passages = bothArticles('Prerequisites');

export const detectHostExplanations = {
  ...detectHostMachineExplanations,
  'AXIGEN-INSTALLED': {
    title: 'AXIGEN is installed',
    means:
      'Its configuration /var/opt/axigen/run/axigen.cfg and its start script /etc/init.d/axigen are there.',
    matters: 'The scanner hands every message on to AXIGEN.',
    ifLeft: 'There is nothing that a scanner could be put in front of.',
    remedy: 'Install AXIGEN and run its configuration wizard, as its manual says.',
    passages,
  },
  'AXIGEN-VERSION': {
    title: 'AXIGEN\u2019s version is one that is understood',
    means:
      'The list of packages names the version: 1.x is the article\u2019s; 5 and later keep their switches in the policy script.',
    matters:
      'What the article says holds for version 1.2. Of versions 2 to 4 it is not known which way they have.',
    ifLeft:
      'A change may be made in a place that this version does not look at. The dialogues on port 25 would show that.',
    remedy: 'Look at each change before it is made, and at what port 25 says afterwards.',
    passages,
  },
  'AXIGEN-GENERATION': {
    title: 'It can be told where AXIGEN keeps its ESMTP switches',
    means:
      'The version of the package, a set of clients or a serviceAccessControl in axigen.cfg, or the policy script tell whether the switches are in SMTP-In clients (as version 1.2) or in the SMTP policy script (as version 10).',
    matters: 'allowStartTLS and allowBinaryData do nothing where this AXIGEN does not look for them.',
    ifLeft: 'With NOD32, STARTTLS and BINARYMIME stay on offer, and mail is lost or not scanned.',
    remedy:
      'Look into WebAdmin: with a tab Clients in SMTP-In it is --axigen-generation 1.2, without one it is --axigen-generation 10.',
    passages: [nod32Article('Tweaking 1')],
  },
  'AXIGEN-RUNNING': {
    title: 'AXIGEN is running',
    means: 'The list of processes has one that is called axigen.',
    matters: 'What does not run cannot be verified, and takes no mail.',
    ifLeft: 'The scanner answers every sender with 421, and no mail comes in.',
    remedy: 'Start it with /etc/init.d/axigen start, and look into its log if it does not start.',
    passages,
  },
  'AXIGEN-CONFIG': {
    title: 'axigen.cfg can be read and understood',
    means:
      'The whole file follows the grammar of AXIGEN\u2019s manual, and has an object for the SMTP-In service.',
    matters: 'A file that is not understood whole is not edited, and nothing in it can be judged.',
    ifLeft: 'AXIGEN itself may not start the next time, if it does not understand the file either.',
    remedy:
      'Put the file right at the place that is named, or save the configuration in WebAdmin (Commands, Save Config).',
    passages,
  },
  'AXIGEN-POLICY': {
    title: 'The SMTP policy file can be read and understood',
    means:
      'The file that smtpFiltersFile in axigen.cfg names is there and follows the grammar of the policy language.',
    matters: 'It decides who may relay, and in later versions also what is offered.',
    ifLeft:
      'A rule that is overlooked there makes the server an open relay as soon as the scanner is in front of it.',
    remedy: 'Put the file right at the place that is named.',
    passages: bothArticles('Caveat 4'),
  },
} satisfies Explanations;
