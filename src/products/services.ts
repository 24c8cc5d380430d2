import type { Service } from '../model/service.js';
import { axigenService } from './axigen/product.js';
import { isHeldBy } from './host/ports.js';
import { isRunning } from './host/processes.js';
import type { HostFacts } from './host-facts.js';
import { scanners } from './scanners.js';

/** Every service that any step may touch, of all scanners: a scanner that is there without having been chosen counts, too. */
function services(facts: HostFacts): readonly Service[] {
  return [axigenService, ...Object.values(scanners).flatMap((scanner) => scanner.services(facts))];
}

/** Those that run; none when the list of processes could not be read. */
export function runningServices(facts: HostFacts): readonly Service[] {
  const { processes } = facts;
  if (processes.state !== 'present') return [];
  const list = processes.value;
  return services(facts).filter(({ process }) => isRunning(list, process));
}

/** The services that run, and the TCP ports that they hold. */
export function servicesNow(facts: HostFacts): {
  readonly running: readonly Service[];
  readonly ports: readonly number[];
} {
  const running = runningServices(facts);
  if (facts.listening.state !== 'present') return { running, ports: [] };
  const held = facts.listening.value.filter((port) => running.some((service) => isHeldBy(port, service)));
  return { running, ports: [...new Set(held.map(({ port }) => port))].sort((a, b) => a - b) };
}
