import type { Finding } from '../../src/model/finding.js';
import type { OutsideSeen } from '../../src/model/outside.js';
import type { Probe } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import { publicPort as port } from '../../src/products/public-port.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { scannerOf } from '../../src/products/scanners.js';
import { offers } from '../../src/smtp/ehlo-keywords.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { replyText } from '../../src/smtp/reply.js';
import {
  answeredByAnother,
  type Judged,
  outsideProbes,
  saysNothing,
  seenFromOutside,
} from '../from-outside.js';
import { offeredBy } from './judge-offered.js';
import { offeredMeanings } from './switch-meanings.js';

/** What port 25 offers: asked from the server itself and, where there is one, from outside. */
export function ehloProbes(situation: Situation): readonly Probe[] {
  if (!ownsPort25(scannerOf(situation.answers), situation.facts)) return [];
  return [{ kind: 'ehlo', port }, ...outsideProbes(situation, { look: 'ehlo', port })];
}

/** What other mail servers are offered. */
export function startTlsFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  situation: Situation,
): readonly Finding[] {
  const { why, passage } = offeredMeanings[scannerOf(situation.answers).id].allowStartTLS;
  const wish = { wanted: 'STARTTLS is not offered', why, passage, port };
  return seenFromOutside(step, 'OUTSIDE-STARTTLS', situation.evidence, wish, (seen) =>
    judge(seen, situation),
  );
}

function judge({ ehlo }: OutsideSeen, { facts, answers, evidence }: Situation): Judged {
  const scanner = scannerOf(answers);
  if (!ownsPort25(scanner, facts)) {
    return {
      verdict: 'not-applicable',
      found: 'asked once the scanner owns port 25: only then it matters what is offered there',
    };
  }
  if (ehlo === undefined) return { verdict: 'unknown', found: 'not asked yet' };
  const another = answeredByAnother(evidence);
  if (another !== undefined) return saysNothing(another);
  if (ehlo.kind !== 'answered') {
    return {
      verdict: 'unknown',
      found: ehlo.kind === 'broken' ? ehlo.message : `refused at ${ehlo.stage}: ${replyText(ehlo.reply)}`,
      remedy:
        'See OUTSIDE-BANNER: port 25 cannot be asked from here. SMTP-STARTTLS says what the server itself is offered.',
    };
  }
  if (!isOffered(ehlo)) return { verdict: 'ok', found: 'it is not offered' };
  if (!isOffered(evidence.ehlo)) {
    return {
      verdict: 'risk',
      found: 'it is offered, but not to the server itself',
      remedy: 'Something on the way offers it: find out which machine answers there.',
    };
  }
  return {
    verdict: offeredBy[scanner.id].verdict,
    found: 'it is offered',
    remedy: 'See SMTP-STARTTLS, which says what to do.',
  };
}

function isOffered(ehlo: EhloProbe | undefined): boolean {
  return ehlo?.kind === 'answered' && offers(ehlo.keywords, 'STARTTLS');
}
