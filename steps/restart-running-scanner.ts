import type { RunService } from '../src/model/change.js';
import type { Service } from '../src/model/service.js';
import type { Situation } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { stoppedServices } from './running-services.js';

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
 * The restarts after which the scanner works by its edited file, in the order in which its services are started. What does not
 * run reads the file when it is started, and is not started by the way.
 */
export function restartRunningScanner(scanner: Scanner, facts: Situation['facts']): readonly RunService[] {
  const stopped = new Set((stoppedServices(scanner, facts) ?? []).map(({ id }) => id));
  return scanner
    .services(facts)
    .filter((service) => !stopped.has(service.id))
    .map((service) =>
      restartOf(service, isProxy(scanner, facts, service) ? scanner.listenPort(facts) : undefined),
    );
}

/** The service is the one that takes the mail. */
export function isProxy(scanner: Scanner, facts: Situation['facts'], { id }: Service): boolean {
  return scanner.proxy(facts).id === id;
}
