import type { Finding } from '../../src/model/finding.js';
import type { ScannerId } from '../../src/model/scanner-id.js';
import type { Situation, Step } from '../../src/model/step.js';
import { generationIn } from '../../src/products/axigen/generation.js';
import { ehloEvent } from '../../src/products/axigen/own-method.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { publicPort } from '../../src/products/public-port.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { scannerOf } from '../../src/products/scanners.js';
import { offers } from '../../src/smtp/ehlo-keywords.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { replyText } from '../../src/smtp/reply.js';
import { findingOf } from '../finding-of.js';
import { readLogs } from '../scanner-words.js';
import { offeredMeanings } from './switch-meanings.js';

/** CHUNKING brings BDAT, the command with which BINARYMIME messages are sent: AXIGEN offers both or neither. */
const judged = [
  {
    id: 'SMTP-STARTTLS',
    keywords: ['STARTTLS'],
    wanted: 'STARTTLS is not offered',
    meaning: 'allowStartTLS',
  },
  {
    id: 'SMTP-BINARYMIME',
    keywords: ['BINARYMIME', 'CHUNKING'],
    wanted: 'neither BINARYMIME nor CHUNKING is offered',
    meaning: 'allowBinaryData',
  },
] as const;

const notRead = `Either AXIGEN has not read its configuration: ${axigenService.script} restart.`;
const inClients =
  'Or another client matches, with a priority that counts for more: look at all of them in SMTP-In, Clients.';
const inScript = `Or something else in the SMTP policy script counts for more than event ${ehloEvent}: read it.`;

/** Whose words are heard on port 25, and so who is to blame for what is offered there. */
export const offeredBy: Readonly<
  Record<ScannerId, { readonly verdict: 'drift' | 'risk'; remedy(deciding: string): string }>
> = {
  // It passes on what AXIGEN offers.
  nod32: { verdict: 'drift', remedy: (deciding) => `${notRead} ${deciding}` },
  // It speaks for itself: no change of ours mends what it offers and is known not to.
  imss: {
    verdict: 'risk',
    remedy: () =>
      'See supported_esmtp_cmds in the section [smtp] of imss.ini, and that it is IMSS who holds port 25: it is not known to offer this.',
  },
};

/** What the running server offers to those who connect: the file alone proves nothing. */
export function judgeOffered(
  step: Pick<Step, 'id' | 'passage'>,
  { facts, answers, evidence }: Situation,
): readonly Finding[] {
  const scanner = scannerOf(answers);
  const deciding = generationIn(facts, answers) === '10' ? inScript : inClients;
  const { verdict, remedy } = offeredBy[scanner.id];
  return judged.map(({ id, keywords, wanted, meaning }) => {
    const { why, passage } = offeredMeanings[scanner.id][meaning];
    const rest = { wanted, why, where: `port ${publicPort}`, passage };
    if (facts.listening.state !== 'present')
      return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
    if (!ownsPort25(scanner, facts)) {
      return findingOf(step, id, 'not-applicable', {
        ...rest,
        found: 'asked once the scanner owns port 25: only then it matters what is offered there',
      });
    }
    return judge(step, id, evidence.ehlo, keywords, {
      ...rest,
      remedy: remedy(deciding),
      logs: readLogs(scanner),
      offered: verdict,
    });
  });
}

function judge(
  step: Pick<Step, 'id' | 'passage'>,
  id: (typeof judged)[number]['id'],
  ehlo: EhloProbe | undefined,
  keywords: readonly string[],
  {
    remedy,
    logs,
    offered: verdict,
    ...rest
  }: Pick<Finding, 'wanted' | 'why' | 'passage'> & {
    readonly where: string;
    readonly remedy: string;
    readonly logs: string;
    readonly offered: 'drift' | 'risk';
  },
): Finding {
  if (ehlo === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not asked yet' });
  if (ehlo.kind !== 'answered') {
    const found =
      ehlo.kind === 'broken' ? ehlo.message : `refused at ${ehlo.stage}: ${replyText(ehlo.reply)}`;
    return findingOf(step, id, 'unknown', {
      ...rest,
      found,
      remedy: logs,
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
  return findingOf(step, id, verdict, {
    ...rest,
    found: `${offered.join(' and ')} among ${all}`,
    remedy,
  });
}

/** Seen, not supposed: the scanner owns port 25 and an extension that it cannot handle is offered there. */
export function isOffered(situation: Situation): boolean {
  return (seen(situation) ?? []).length > 0;
}

/** Seen likewise: it offers none of them. */
export function isNothingOffered(situation: Situation): boolean {
  return seen(situation)?.length === 0;
}

/** Those that it offers; undefined: nobody could look. */
function seen({ facts, answers, evidence: { ehlo } }: Situation): readonly string[] | undefined {
  if (!ownsPort25(scannerOf(answers), facts) || ehlo?.kind !== 'answered') return undefined;
  return judged.flatMap(({ keywords }) => keywords.filter((keyword) => offers(ehlo.keywords, keyword)));
}
