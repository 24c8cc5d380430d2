import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { assessAxigen } from './detect-host/assess-axigen.js';
import { assessMachine } from './detect-host/assess-machine.js';
import { assessPorts } from './detect-host/assess-ports.js';
import { nod32Article } from './passages.js';

/** Looks at the server before anything is changed. Everything that would make the later steps fail is found here. */
export const detectHost: Step = {
  id: 'detect-host',
  title: 'Look at this server',
  passage: nod32Article('Prerequisites'),
  says: 'AXIGEN 1.2 must be installed and configured on one of the listed Linux distributions, with licences of AXIGEN and NOD32 for the same number of mailboxes.',
  skipMeans: 'Nothing is changed by this step, so there is nothing to skip.',
  assess,
  changes: () => [],
};

function assess(situation: Situation): readonly Finding[] {
  return [...assessMachine(situation), ...assessAxigen(situation), ...assessPorts(situation)];
}
