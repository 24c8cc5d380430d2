import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const passages = [nod32Article('Installation')];

export const installScannerExplanations = {
  'NOD32-PACKAGE': {
    title: 'NOD32 for Linux Mail Server is installed',
    means:
      'The package manager knows a package of NOD32, or all of its files that are worked with are there: nod32.cfg and both init scripts.',
    matters: 'It is the program that scans the mail.',
    ifLeft: 'Mail is not scanned.',
    remedy: 'Install the package, or have setup do it: name its file with --package.',
    passages,
  },
  'NOD32-REMAINS': {
    title: 'Nothing is left of an earlier installation',
    means:
      'While NOD32 is not installed, none of its files is there, and dpkg knows no package of it that is removed but for its configuration, or half installed.',
    matters:
      'The installation would write over what an earlier one left behind, and a rollback would take it away: it could not be brought back.',
    ifLeft: 'Setup does not begin.',
    remedy:
      'Keep a copy of it and remove it (on Debian and Ubuntu also with dpkg --purge), or finish that installation by hand.',
    passages,
  },
  'NOD32-CONFIG': {
    title: 'nod32.cfg can be understood',
    means: 'Once NOD32 is installed, its nod32.cfg can be read whole, and has a section [smtp].',
    matters:
      'The address and port of the SMTP proxy are set there. What is not understood whole is not edited.',
    ifLeft: 'The scanner cannot be given port 25, and may not start.',
    remedy: 'Put the file right at the place that is named; the package holds the original.',
    passages: [...passages, nod32Article('Interconnecting 2')],
  },
  'NOD32-PACKAGE-FILE': {
    title: 'The package file that you named can be used',
    means: 'What --package names is a package of NOD32 that the package manager of this server can read.',
    matters: 'It is installed with the server\u2019s own package manager, rpm or dpkg.',
    ifLeft: 'Setup does not begin.',
    remedy: 'Name the right file with --package; the path is one on the server, not on your own machine.',
    passages,
  },
} satisfies Explanations;
