import type { Situation } from '../../src/model/step.js';
import { isOf } from '../../src/products/host/is-of.js';
import type { Scanner } from '../../src/products/scanner.js';

/**
 * The scanner runs for so short a time that it may still be on its way to its port: the article gives IMSS half a minute after
 * its installation, and a restart would only make it begin anew. Its oldest process counts, which is the one that the start
 * script started.
 */
export function isStarting(scanner: Scanner, facts: Situation['facts']): boolean {
  const { processes, clock } = facts;
  const proxy = scanner.proxy(facts);
  if (proxy.patience === undefined || processes.state !== 'present' || clock.state !== 'present')
    return false;
  const starts = processes.value
    .filter((process) => process.ended !== true && isOf(proxy, process))
    .flatMap(({ startedAt }) => (startedAt === undefined ? [] : [startedAt]));
  return starts.length > 0 && clock.value - Math.min(...starts) < proxy.patience;
}
