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
