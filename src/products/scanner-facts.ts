import { holdersOf, isHeldBy, listensEverywhere } from './host/ports.js';
import type { HostFacts } from './host-facts.js';
import { publicPort } from './public-port.js';
import type { Scanner } from './scanner.js';

/** The scanner listens on port 25 on all addresses: the handover has been made, and the service has read its file. */
export function ownsPort25(scanner: Scanner, facts: HostFacts): boolean {
  const { listening } = facts;
  if (listening.state !== 'present') return false;
  const proxy = scanner.proxy(facts);
  return holdersOf(listening.value, publicPort).some(
    (port) => listensEverywhere(port.address) && isHeldBy(port, proxy),
  );
}
