import { follow, present } from '../host/fact.js';
import type { Service } from '../model/service.js';
import { isHeldBy } from './host/ports.js';
import { type Reading, readingOf } from './host/restart-owed.js';
import type { HostFacts, RunningProcess } from './host-facts.js';
import { publicPort } from './public-port.js';
import type { Scanner } from './scanner.js';

/** Whether each of the scanner's services has read its configuration file as it is now. */
export function scannerReadings(
  scanner: Scanner,
  facts: HostFacts,
): readonly { readonly service: Service; readonly reading: Reading }[] {
  return scanner.services(facts).map((service) => {
    const processes = follow(facts.processes, (list) =>
      present(readersOf(service, list, { scanner, facts })),
    );
    return { service, reading: readingOf(service, scanner.configFile(facts), { ...facts, processes }) };
  });
}

/**
 * Of all that runs from below a scanner's folder only the program that takes the mail counts, where that can be told: another,
 * such as that of its console, may live on when the service is restarted, and would have the restart asked for for ever.
 */
function readersOf(
  service: Service,
  processes: readonly RunningProcess[],
  { scanner, facts }: { readonly scanner: Scanner; readonly facts: HostFacts },
): readonly RunningProcess[] {
  const ports = [publicPort, scanner.listenPort(facts), scanner.ownPort];
  const listening = facts.listening.state === 'present' ? facts.listening.value : [];
  const program = listening.find((one) => ports.includes(one.port) && isHeldBy(one, service))?.executable;
  return program === undefined ? processes : processes.filter(({ executable }) => executable === program);
}
