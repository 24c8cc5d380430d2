import type { Answers, Secrets } from '../../model/answers.js';
import type { Probe } from '../../model/probe.js';
import type { HostFacts } from '../../products/host-facts.js';
import { publicPort as port } from '../../products/public-port.js';
import { ownsPort25 } from '../../products/scanner-facts.js';
import { scannerOf } from '../../products/scanners.js';

/**
 * The live looks without which it cannot be planned: a file that is right tells nothing of what runs. They are cheap,
 * and send no message. Pure.
 */
export function liveLooks(
  facts: HostFacts,
  answers: Pick<Answers, 'axigenDriver' | 'scanner'>,
  { axigenPassword }: Secrets,
): readonly Probe[] {
  const cli = axigenPassword !== undefined || answers.axigenDriver === 'cli';
  return [
    ...(cli ? [{ kind: 'axigen-cli' } as const] : []),
    ...(ownsPort25(scannerOf(answers), facts)
      ? [{ kind: 'ehlo', port } as const, { kind: 'relay', port } as const]
      : []),
  ];
}
