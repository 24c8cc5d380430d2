import type { HostFacts } from './host-facts.js';

/** The scanner's package is there, or its configuration file is (an installation without a package). */
export function isScannerInstalled(facts: HostFacts): boolean {
  return facts.nod32.package.state === 'present' || facts.nod32.configFile.state === 'present';
}
