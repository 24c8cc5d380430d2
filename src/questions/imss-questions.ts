import type { HostFacts } from '../products/host-facts.js';
import { backendAddress } from '../products/scanners.js';
import { addressProblem, commandProblem, oneOf, pathProblem } from './problems.js';
import type { Question } from './question.js';

/** In place of the installer's command: the operator says that there is nothing to install. */
export const alreadyInstalled = 'already-installed';

const backend = backendAddress({ scanner: 'imss' });

/** Its start script is there, but not the folder in which it is installed; or there are several that it could be. */
function isRootOpen({ imss: { root, roots, script } }: HostFacts): boolean {
  return root.state !== 'present' && (script.state === 'present' || roots.length > 1);
}

/** What only IMSS is asked about. */
export const imssQuestions: readonly Question[] = [
  {
    key: 'installer',
    kind: 'text',
    label: 'Installer',
    ask: 'Which command on the server starts the installer of IMSS?',
    help: `command on the server that starts the vendor\u2019s installer, such as /root/imss/install.sh; it gets the terminal, or no input where there is none. Or ${alreadyInstalled}`,
    placeholder: 'command',
    only: 'imss',
    open: ({ imss: { script } }) => script.state === 'absent',
    problem: commandProblem,
  },
  {
    key: 'imss-root',
    kind: 'target-path',
    label: 'IMSS folder',
    ask: 'In which folder on the server is IMSS installed?',
    help: 'folder in which IMSS is installed, where the server does not tell or names several',
    placeholder: 'folder',
    only: 'imss',
    open: isRootOpen,
    problem: pathProblem,
  },
  {
    key: 'accept-downstream',
    kind: 'yes-no',
    label: 'Way to AXIGEN',
    ask: `Does IMSS hand mail on to ${backend}? Its file does not tell.`,
    help: `go on although imss.ini does not tell whether IMSS hands mail on to AXIGEN at ${backend}: you know that it does`,
    only: 'imss',
    fallback: () => 'no',
    shown: (text) => (text === 'yes' ? `to ${backend}, by your word` : 'not known'),
    open: ({ imss: { config } }) => config.state === 'present' && config.value.downstream === undefined,
    problem: oneOf('yes', 'no'),
  },
  {
    key: 'administrator',
    kind: 'address',
    label: 'Administrator',
    ask: 'Which mailbox on this AXIGEN gets the notifications of IMSS?',
    help: 'a mailbox on this AXIGEN that gets the notifications of IMSS (default: the recipient)',
    placeholder: 'address',
    only: 'imss',
    setting: true,
    fallback: (given) => given.get('recipient'),
    problem: addressProblem,
  },
];
