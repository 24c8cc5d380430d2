import { holdersOf, listensEverywhere } from './host/ports.js';
import type { HostFacts } from './host-facts.js';

import { nod32, nod32Smtp } from './nod32/product.js';

/** The scanner's package is there, or its configuration file is (an installation without a package). */
export function isScannerInstalled(facts: HostFacts): boolean {
  return facts.nod32.package.state === 'present' || facts.nod32.configFile.state === 'present';
}

/** nod32smtp listens on port 25 on all addresses: the handover has been made, and the service has read its file. */
export function scannerOwnsPort25({ listening }: HostFacts): boolean {
  return (
    listening.state === 'present' &&
    holdersOf(listening.value, nod32.wanted.listenPort).some(
      ({ address, program }) => listensEverywhere(address) && program === nod32Smtp.process,
    )
  );
}
