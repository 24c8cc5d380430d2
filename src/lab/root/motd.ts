import { describeIsolation, type Isolation } from '../isolation/isolation.js';
import type { LabOptions } from '../options.js';
import { labMailboxPassword, labRecipient } from '../paths.js';

/** What a person who opens a shell in the lab should know; also kept as /etc/motd. */
export function motd(
  { name, distro, axigen }: Pick<LabOptions, 'name' | 'distro' | 'axigen'>,
  isolation: Isolation,
  standIns: readonly string[],
): string {
  return [
    `This is the rehearsal lab "${name}", dressed as ${distro.title} with AXIGEN ${axigen}. Nothing here is a vendor's program:`,
    'AXIGEN and NOD32 are stand-ins of ours that follow the manuals.',
    standIns.length > 0
      ? `Stand-ins of ours, because this machine's own cannot be used here: ${standIns.join(', ')}.`
      : 'All commands are copies of the real ones of this machine.',
    `Kept apart by ${describeIsolation(isolation)}.`,
    `A mailbox to try: ${labRecipient}, password ${labMailboxPassword}. NOD32 and its licence: /root/media.`,
    '',
  ].join('\n');
}
