import type { Finding } from '../src/model/finding.js';
import type { Service } from '../src/model/service.js';
import type { Situation, Step } from '../src/model/step.js';
import { isRunning } from '../src/products/host/processes.js';
import { nod32Daemon, nod32Smtp } from '../src/products/nod32/product.js';
import type { FindingId } from './explanations/index.js';
import { findingOf } from './finding-of.js';

/** Those of the scanner's services that do not run; undefined: the list of processes could not be read. */
export function stoppedServices({ processes }: Situation['facts']): readonly Service[] | undefined {
  if (processes.state !== 'present') return undefined;
  const list = processes.value;
  return [nod32Daemon, nod32Smtp].filter(({ process }) => !isRunning(list, process));
}

/** Whether both of the scanner's services run. */
export function servicesRun(
  step: Pick<Step, 'id' | 'passage'>,
  id: FindingId,
  facts: Situation['facts'],
): Finding {
  const rest = {
    wanted: 'nod32d and nod32smtp are running',
    why: 'nod32smtp takes the mail, nod32d scans it.',
  };
  const stopped = stoppedServices(facts);
  if (stopped === undefined)
    return findingOf(step, id, 'unknown', { ...rest, found: 'the list of processes could not be read' });
  if (stopped.length === 0) return findingOf(step, id, 'ok', { ...rest, found: 'both are running' });
  return findingOf(step, id, 'drift', {
    ...rest,
    found: `not running: ${stopped.map(({ process }) => process).join(', ')}`,
    remedy: stopped.map(({ script }) => `${script} start`).join(' && '),
  });
}
