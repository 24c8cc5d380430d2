import type { Answers, Secrets } from '../../model/answers.js';
import type { Probe } from '../../model/probe.js';
import type { HostFacts } from '../../products/host-facts.js';
import { nod32 } from '../../products/nod32/product.js';
import { scannerOwnsPort25 } from '../../products/scanner-facts.js';

/**
 * The live looks without which it cannot be planned: a file that is right tells nothing of what runs. They are cheap,
 * and send no message. Pure.
 */
export function liveLooks(
  facts: HostFacts,
  answers: Pick<Answers, 'axigenDriver'>,
  { axigenPassword }: Secrets,
): readonly Probe[] {
  const port = nod32.wanted.listenPort;
  const cli = axigenPassword !== undefined || answers.axigenDriver === 'cli';
  return [
    ...(cli ? [{ kind: 'axigen-cli' } as const] : []),
    ...(scannerOwnsPort25(facts) ? [{ kind: 'ehlo', port } as const, { kind: 'relay', port } as const] : []),
  ];
}
