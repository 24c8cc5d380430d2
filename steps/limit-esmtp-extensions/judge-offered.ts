import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { nod32 } from '../../src/products/nod32/product.js';
import { scannerOwnsPort25 } from '../../src/products/scanner-facts.js';
import { offers } from '../../src/smtp/ehlo-keywords.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { replyText } from '../../src/smtp/reply.js';
import { findingOf } from '../finding-of.js';
import { nod32Article } from '../passages.js';

/** CHUNKING brings BDAT, the command with which BINARYMIME messages are sent: AXIGEN offers both or neither. */
const judged = [
  {
    id: 'SMTP-STARTTLS',
    keywords: ['STARTTLS'],
    wanted: 'STARTTLS is not offered',
    why: 'A TLS session through NOD32 fails, and the message is not delivered.',
    caveat: 'Caveat 1',
  },
  {
    id: 'SMTP-BINARYMIME',
    keywords: ['BINARYMIME', 'CHUNKING'],
    wanted: 'neither BINARYMIME nor CHUNKING is offered',
    why: 'A message sent with BINARYMIME passes NOD32 without being scanned.',
    caveat: 'Caveat 6',
  },
] as const;

/** What the running server offers to those who connect: the file alone proves nothing. */
export function judgeOffered(
  step: Pick<Step, 'id' | 'passage'>,
  { facts, evidence }: Situation,
): readonly Finding[] {
  return judged.map(({ id, keywords, wanted, why, caveat }) => {
    const rest = { wanted, why, where: `port ${nod32.wanted.listenPort}`, passage: nod32Article(caveat) };
    if (facts.listening.state !== 'present')
      return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
    if (!scannerOwnsPort25(facts)) {
      return findingOf(step, id, 'not-applicable', {
        ...rest,
        found: 'asked once the scanner owns port 25: only then it matters what is offered there',
      });
    }
    return judge(step, id, evidence.ehlo, keywords, rest);
  });
}

function judge(
  step: Pick<Step, 'id' | 'passage'>,
  id: string,
  ehlo: EhloProbe | undefined,
  keywords: readonly string[],
  rest: Pick<Finding, 'wanted' | 'why' | 'passage'> & { readonly where: string },
): Finding {
  if (ehlo === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not asked yet' });
  if (ehlo.kind !== 'answered') {
    const found =
      ehlo.kind === 'broken' ? ehlo.message : `refused at ${ehlo.stage}: ${replyText(ehlo.reply)}`;
    return findingOf(step, id, 'unknown', {
      ...rest,
      found,
      remedy: 'Look into the logs of nod32smtp and AXIGEN.',
    });
  }
  const offered = keywords.filter((keyword) => offers(ehlo.keywords, keyword));
  // AXIGEN names AUTH twice, and its last line is a plain OK (facts: axigen 6).
  const names = new Set(ehlo.keywords.map(({ keyword }) => keyword).filter((keyword) => keyword !== 'OK'));
  const all = [...names].join(' ');
  if (offered.length === 0)
    return findingOf(step, id, 'ok', {
      ...rest,
      found: all === '' ? 'nothing is offered' : `offered: ${all}`,
    });
  return findingOf(step, id, 'drift', {
    ...rest,
    found: `${offered.join(' and ')} among ${all}`,
    remedy: `Either AXIGEN has not read its configuration: ${axigenService.script} restart. Or another client matches, with a priority that counts for more: look at all of them in SMTP-In, Clients.`,
  });
}

/** Seen, not supposed: the scanner owns port 25 and an extension that it cannot handle is offered there. */
export function isOffered({ facts, evidence: { ehlo } }: Situation): boolean {
  return (
    scannerOwnsPort25(facts) &&
    ehlo?.kind === 'answered' &&
    judged.some(({ keywords }) => keywords.some((keyword) => offers(ehlo.keywords, keyword)))
  );
}
