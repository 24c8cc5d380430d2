import type { Fact } from '../../host/fact.js';
import type { FileFact } from '../../host/survey/answers.js';
import type { Nod32Facts } from '../host-facts.js';

/**
 * The scanner's package is there, or, installed without one, all of its files that we work with. Less than that
 * is what an earlier installation left behind.
 */
export function isNod32Installed({ package: found, ...files }: Nod32Facts): boolean {
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
