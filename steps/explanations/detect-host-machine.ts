import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles, imssArticle, nod32Article } from '../passages.js';

const passages = bothArticles('Prerequisites');
const overview = bothArticles('Overview');
const twoHolders = 'Two programs cannot hold the same port: the one that starts second fails.';

/** What is looked at of the machine itself. */
export const detectHostMachineExplanations = {
  'HOST-DISTRIBUTION': {
    title: 'The Linux distribution is on the article\u2019s list',
    means:
      'The release files in /etc (such as /etc/fedora-release) name one of the distributions that the scanner\u2019s article lists.',
    matters: 'Paths and start scripts, and for NOD32 the format of packages, are known for these.',
    ifLeft: 'On another one, files may lie elsewhere, and the scanner may not install.',
    remedy: 'Use a listed distribution, or go on at your own risk with --accept-distribution.',
    passages,
  },
  'HOST-ROOT': {
    title: 'gateway-setup runs as root',
    means: '`id -u` on the server prints 0.',
    matters: 'The configuration of AXIGEN and of the scanner, and port 25, belong to root and to axigen.',
    ifLeft: 'Most of the server cannot be read, and nothing can be changed.',
    remedy: 'Log in as root, or become root with su - or sudo, and run gateway-setup again.',
    passages,
  },
  'HOST-PACKAGE-MANAGER': {
    title: 'rpm or dpkg is there',
    means:
      'One of the two answers, and keeps the list of installed packages. For IMSS it does not apply: that has an installer of its own.',
    matters: 'NOD32 is installed through it, and taken away again through it.',
    ifLeft: 'NOD32 has to be installed by hand.',
    remedy: 'Install the scanner as its manual says, then run gateway-setup again.',
    passages: [nod32Article('Prerequisites')],
  },
  'HOST-SPACE': {
    title: 'There is room on the disk',
    means: '`df` is asked for the free space of /etc, /var and /opt; at least 10 MiB are wanted in each.',
    matters:
      'Room is needed for the scanner, for copies of the files before they are changed, and for the journal.',
    ifLeft: 'A change may stop in the middle because the disk is full.',
    remedy: 'Free some space, then run gateway-setup again.',
    passages,
  },
  'HOST-PORT-25': {
    title: 'Port 25 is AXIGEN\u2019s, the scanner\u2019s, or free',
    means: '`netstat -ltnp` shows which program listens on port 25.',
    matters: `The scanner is to take this port over from AXIGEN. ${twoHolders}`,
    ifLeft: 'With another mail server on port 25 neither AXIGEN nor the scanner gets any mail from outside.',
    remedy: 'Stop the program that holds the port, and keep it from starting with the machine.',
    passages: overview,
  },
  'HOST-PORT-BACKEND': {
    title: 'The port behind the scanner is AXIGEN\u2019s, or free',
    means: '`netstat -ltnp` shows which program listens on port 2525 (with NOD32) or 10026 (with IMSS).',
    matters: `AXIGEN is to listen there for the scanner. ${twoHolders}`,
    ifLeft: 'AXIGEN cannot listen there, and the scanner hands mail to the wrong program.',
    remedy: 'Stop the program that holds the port, and keep it from starting with the machine.',
    passages: overview,
  },
  'HOST-PORT-SCANNER': {
    title: 'The scanner\u2019s own port is the scanner\u2019s, or free',
    means:
      '`netstat -ltnp` shows which program listens on the port on which the scanner listens as installed: 2526 of NOD32, 10025 of IMSS.',
    matters: `The scanner is tried there before it takes over port 25. ${twoHolders}`,
    ifLeft: 'The scanner does not start after its installation, so it cannot be tried out beforehand.',
    remedy: 'Stop the program that holds the port, and keep it from starting with the machine.',
    passages: overview,
  },
  'HOST-PORT-CONSOLE': {
    title: 'Port 8445 is the console\u2019s of IMSS, or free',
    means:
      '`netstat -ltnp` shows which program listens on port 8445. Whatever lies below the folder of IMSS counts as IMSS. NOD32 has no console.',
    matters: `The policies and notifications of IMSS are set there. ${twoHolders}`,
    ifLeft: 'Mail is not affected, but the console cannot be reached.',
    remedy: 'See what the program is; if it is not IMSS, stop it and keep it from starting with the machine.',
    passages: [imssArticle('Configuring IMSS policies')],
  },
} satisfies Explanations;
