import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { assessAxigen } from './detect-host/assess-axigen.js';
import { assessMachine } from './detect-host/assess-machine.js';
import { assessPorts } from './detect-host/assess-ports.js';
import { articleOf } from './passages.js';

/** Looks at the server before anything is changed. Everything that would make the later steps fail is found here. */
export function detectHost(scanner: Scanner): Step {
  return {
    id: 'detect-host',
    title: 'Look at this server',
    passage: articleOf(scanner, 'Prerequisites'),
    says: `AXIGEN 1.2 must be installed and configured on one of the listed Linux distributions, with licences of AXIGEN and ${scanner.title} for the same number of mailboxes.`,
    skipMeans: 'Nothing is changed by this step, so there is nothing to skip.',
    assess: (situation) => assess(scanner, situation),
    changes: () => [],
  };
}

function assess(scanner: Scanner, situation: Situation): readonly Finding[] {
  const step = { id: 'detect-host', passage: articleOf(scanner, 'Prerequisites') } as const;
  return [
    ...assessMachine(step, scanner, situation),
    ...assessAxigen(step, scanner, situation),
    ...assessPorts({ id: 'detect-host', passage: articleOf(scanner, 'Overview') }, scanner, situation),
  ];
}
