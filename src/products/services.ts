import type { Service } from '../model/service.js';
import { axigenService } from './axigen/product.js';
import { isRunning } from './host/processes.js';
import type { HostFacts } from './host-facts.js';
import { nod32Daemon, nod32Smtp } from './nod32/product.js';

/** Every service that any step may touch. */
export const services: readonly Service[] = [axigenService, nod32Daemon, nod32Smtp];

/** Those that run; none when the list of processes could not be read. */
export function runningServices({ processes }: HostFacts): readonly Service[] {
  if (processes.state !== 'present') return [];
  const list = processes.value;
  return services.filter(({ process }) => isRunning(list, process));
}

/** The services that run, and the TCP ports that they hold. */
export function servicesNow(facts: HostFacts): {
  readonly running: readonly Service[];
  readonly ports: readonly number[];
} {
  const running = runningServices(facts);
  if (facts.listening.state !== 'present') return { running, ports: [] };
  const held = facts.listening.value.filter(({ program }) =>
    running.some(({ process }) => process === program),
  );
  return { running, ports: [...new Set(held.map(({ port }) => port))].sort((a, b) => a - b) };
}
