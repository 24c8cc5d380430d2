import type { Finding } from '../../src/model/finding.js';
import type { OutsideSeen } from '../../src/model/outside.js';
import type { Situation, Step } from '../../src/model/step.js';
import { publicPort as port } from '../../src/products/public-port.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { scannerOf } from '../../src/products/scanners.js';
import { answeredByAnother, type Judged, saysNothing, seenFromOutside } from '../from-outside.js';

/** The proof from where the spam would come. */
export function relayFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  situation: Situation,
): readonly Finding[] {
  const wish = {
    wanted: 'mail from a stranger to a stranger is refused',
    why: 'An open relay sends other people\u2019s spam, and is on every block list within hours.',
    port,
  };
  return seenFromOutside(step, 'OUTSIDE-RELAY', situation.evidence, wish, (seen) => judge(seen, situation));
}

function judge({ relay }: OutsideSeen, { facts, answers, evidence }: Situation): Judged {
  if (!ownsPort25(scannerOf(answers), facts)) {
    return {
      verdict: 'not-applicable',
      found: 'asked once the scanner owns port 25: only then every client looks like 127.0.0.1',
    };
  }
  if (relay === undefined) return { verdict: 'unknown', found: 'not asked yet' };
  const another = answeredByAnother(evidence);
  if (another !== undefined) return saysNothing(another);
  switch (relay.kind) {
    case 'refused':
      return { verdict: 'ok', found: `at ${relay.stage}: ${relay.reply}` };
    case 'accepted':
      return {
        verdict: 'risk',
        found: `accepted: ${relay.reply}`,
        remedy:
          'Keep others away from port 25 until this is closed. Find what sets remoteDelivery to "all" in the SMTP policy file, and which networks the scanner itself relays for: if this machine is in one of those, ask again from another network.',
      };
    case 'broken':
      return {
        verdict: 'unknown',
        found: relay.reason,
        remedy:
          'When port 25 is not reached from here (see OUTSIDE-BANNER), ask from another network. RELAY-PROBE says what the server itself was told.',
      };
  }
}

/** The server relays for strangers, as others see it. */
export function relaysForOutside({ id, verdict }: Finding): boolean {
  return id === 'OUTSIDE-RELAY' && verdict === 'risk';
}
