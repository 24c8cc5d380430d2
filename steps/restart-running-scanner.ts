import type { RunService } from '../src/model/change.js';
import type { Service } from '../src/model/service.js';
import type { Situation } from '../src/model/step.js';
import { nod32Daemon, nod32Smtp } from '../src/products/nod32/product.js';
import { stoppedServices } from './running-services.js';
import { scannerPort } from './scanner-port.js';

/** The restart of one of the scanner's services, after which it must listen on a port, where one is given. */
export function restartOf(service: Service, readyPort?: number): RunService {
  return {
    kind: 'service',
    summary: `Restart ${service.title} (${service.script} restart)`,
    service,
    verb: 'restart',
    ...(readyPort === undefined ? {} : { readyPort }),
  };
}

/**
 * The restarts after which the scanner works by its edited file: nod32d, then nod32smtp (article, Interconnecting 2). What
 * does not run reads the file when it is started, and is not started by the way.
 */
export function restartRunningScanner(facts: Situation['facts']): readonly RunService[] {
  const stopped = stoppedServices(facts) ?? [];
  return [nod32Daemon, nod32Smtp]
    .filter((service) => !stopped.includes(service))
    .map((service) => restartOf(service, service === nod32Smtp ? scannerPort(facts) : undefined));
}
