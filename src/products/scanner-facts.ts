import type { Fact } from '../host/fact.js';
import type { FileFact } from '../host/survey/answers.js';
import { holdersOf, listensEverywhere } from './host/ports.js';
import type { HostFacts, Nod32Facts } from './host-facts.js';
import { nod32, nod32Smtp } from './nod32/product.js';

/**
 * The scanner's package is there, or, installed without one, all of its files that we work with. Less than that
 * is what an earlier installation left behind.
 */
export function isScannerInstalled({ nod32: { package: found, ...files } }: HostFacts): boolean {
  return found.state === 'present' || ownFiles(files).every(({ state }) => state === 'present');
}

/** The scanner's configuration and init scripts: what we work with, and what a leftover consists of. */
export function ownFiles({
  configFile,
  daemonScript,
  smtpScript,
}: Pick<Nod32Facts, 'configFile' | 'daemonScript' | 'smtpScript'>): readonly Fact<FileFact>[] {
  return [configFile, daemonScript, smtpScript];
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
