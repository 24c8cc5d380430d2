import { scanners } from '../products/scanners.js';
import { pathProblem } from './problems.js';
import type { Question } from './question.js';

/** What NOD32 is installed from. */
export const nod32Questions: readonly Question[] = [
  {
    key: 'license',
    kind: 'target-path',
    label: 'Licence file',
    ask: 'Where on the server is the scanner\u2019s licence file?',
    help: 'licence file of the scanner, a path on the server; over SSH first a file on this machine',
    placeholder: 'file',
    only: 'nod32',
    open: ({ nod32: { licenses } }) => licenses.state !== 'present' || licenses.value.length === 0,
    problem: pathProblem,
  },
  {
    key: 'package',
    kind: 'target-path',
    label: 'Package',
    ask: 'Where on the server is the scanner\u2019s package?',
    help: 'package (.rpm or .deb) of the scanner, a path on the server; over SSH first a file on this machine',
    placeholder: 'file',
    only: 'nod32',
    open: (facts) => !scanners.nod32.isInstalled(facts),
    problem: pathProblem,
  },
];
