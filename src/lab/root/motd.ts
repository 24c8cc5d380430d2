import { wrap } from '../../text/wrap.js';
import { describeAxigen } from '../axigen-options.js';
import { imssActivationCode, imssMedia } from '../imss/install/media.js';
import { describeIsolation, type Isolation } from '../isolation/isolation.js';
import type { LabOptions } from '../options.js';
import { inLab, labAxigenPassword, labMailboxPassword, labRecipient } from '../paths.js';
import { type LabScanner, scannerFacts } from '../scanners.js';

const media: Readonly<Record<LabScanner, string>> = {
  nod32: `NOD32 and its licence: ${inLab.media}.`,
  imss: `The installer of IMSS: ${imssMedia}/install.sh, its activation code ${imssActivationCode}.`,
};

/**
 * What a person who opens a shell in the lab should know; also kept as /etc/motd.
 * @param width columns that the lines may take, 40 or more.
 */
export function motd(
  { name, scanner, distro, axigen }: Pick<LabOptions, 'name' | 'scanner' | 'distro' | 'axigen'>,
  isolation: Isolation,
  standIns: readonly string[],
  width = 78,
): string {
  const facts = [
    `This is the rehearsal lab "${name}", dressed as ${distro.title} with ${describeAxigen(axigen)}. Nothing here is a vendor's program: AXIGEN and ${scannerFacts[scanner].title} are stand-ins of ours that follow the manuals and the articles.`,
    standIns.length > 0
      ? `Stand-ins of ours, because this machine's own cannot be used here: ${standIns.join(', ')}.`
      : 'All commands are copies of the real ones of this machine.',
    `Kept apart by ${describeIsolation(isolation)}.`,
    `A mailbox to try: ${labRecipient}, password ${labMailboxPassword}.`,
    ...(axigen.cli
      ? [`AXIGEN's command line: telnet localhost 7000, user admin, password ${labAxigenPassword}.`]
      : []),
    `${media[scanner]} Answers that fit: gateway-setup --answers ${inLab.answers}`,
  ];
  return `${facts.flatMap((fact) => wrap(fact, width)).join('\n')}\n`;
}
