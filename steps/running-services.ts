import type { Finding } from '../src/model/finding.js';
import type { Service } from '../src/model/service.js';
import type { Situation, Step } from '../src/model/step.js';
import { isRunning } from '../src/products/host/processes.js';
import type { Scanner } from '../src/products/scanner.js';
import { listed, nameOf } from '../src/products/service-words.js';
import type { FindingId } from './explanations/index.js';
import { findingOf } from './finding-of.js';
import { whyServices } from './scanner-words.js';

/** Those of the scanner's services that do not run; undefined: the list of processes could not be read. */
export function stoppedServices(scanner: Scanner, facts: Situation['facts']): readonly Service[] | undefined {
  const { processes } = facts;
  if (processes.state !== 'present') return undefined;
  const list = processes.value;
  return scanner.services(facts).filter(({ process }) => !isRunning(list, process));
}

/** Whether all of the scanner's services run. */
export function servicesRun(
  step: Pick<Step, 'id' | 'passage'>,
  id: FindingId,
  scanner: Scanner,
  facts: Situation['facts'],
): Finding {
  const services = scanner.services(facts);
  const names = listed(services.map(nameOf));
  const rest = {
    wanted: `${names} ${services.length === 1 ? 'is' : 'are'} running`,
    why: whyServices(scanner),
  };
  const stopped = stoppedServices(scanner, facts);
  if (stopped === undefined)
    return findingOf(step, id, 'unknown', { ...rest, found: 'the list of processes could not be read' });
  if (stopped.length === 0)
    return findingOf(step, id, 'ok', {
      ...rest,
      found: services.length === 2 ? 'both are running' : 'running',
    });
  return findingOf(step, id, 'drift', {
    ...rest,
    found: `not running: ${stopped.map(nameOf).join(', ')}`,
    remedy: stopped.map(({ script }) => `${script} start`).join(' && '),
  });
}
