import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { imss, imssBackend } from '../../src/products/imss/product.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { publicPort } from '../../src/products/public-port.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { offers } from '../../src/smtp/ehlo-keywords.js';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { replyText } from '../../src/smtp/reply.js';
import { findingOf } from '../finding-of.js';
import { readLogs } from '../scanner-words.js';
import { isListKnown } from './judge-list.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

const where = `port ${publicPort}`;
const offerWish = {
  wanted: 'EHLO on port 25 is answered with AUTH among the extensions',
  where,
  why: 'Mail programs log in only where AUTH is offered, and who has not logged in may not send to other servers.',
  aspect: 'running',
} as const;
const loginWish = {
  wanted: 'a login on port 25 works',
  where,
  why: 'The users of this server send their mail through port 25, and only a login tells them from strangers.',
} as const;

/** What port 25 really does: the file alone proves nothing. */
export function judgeLive(step: ThisStep, situation: Situation): readonly Finding[] {
  const { listening } = situation.facts;
  if (listening.state !== 'present') {
    const found = 'the listening ports could not be read';
    return [
      findingOf(step, 'SMTP-AUTH', 'unknown', { ...offerWish, found }),
      findingOf(step, 'SMTP-AUTH-LOGIN', 'unknown', { ...loginWish, found }),
    ];
  }
  if (!ownsPort25(imssScanner, situation.facts)) {
    const found = 'asked once the scanner owns port 25';
    return [
      findingOf(step, 'SMTP-AUTH', 'not-applicable', { ...offerWish, found }),
      findingOf(step, 'SMTP-AUTH-LOGIN', 'not-applicable', { ...loginWish, found }),
    ];
  }
  return [offer(step, situation), login(step, situation)];
}

function offer(step: ThisStep, { facts, evidence: { ehlo, backendEhlo } }: Situation): Finding {
  const id = 'SMTP-AUTH';
  if (ehlo === undefined) return findingOf(step, id, 'unknown', { ...offerWish, found: 'not asked yet' });
  if (ehlo.kind !== 'answered') {
    const found =
      ehlo.kind === 'broken' ? ehlo.message : `refused at ${ehlo.stage}: ${replyText(ehlo.reply)}`;
    return findingOf(step, id, 'unknown', { ...offerWish, found, remedy: readLogs(imssScanner) });
  }
  const logins = [
    ...new Set(ehlo.keywords.flatMap(({ keyword, params }) => (keyword === 'AUTH' ? params : []))),
  ];
  if (offers(ehlo.keywords, 'AUTH'))
    return findingOf(step, id, 'ok', { ...offerWish, found: ['AUTH', ...logins].join(' ') });
  if (isWithout(backendEhlo))
    return findingOf(step, id, 'risk', {
      ...offerWish,
      found: `AUTH is not offered; AXIGEN itself, on ${imssBackend.address}:${imssBackend.port}, offers none either`,
      remedy:
        'Allow logins on a plain connection in AXIGEN, SMTP-In (plainConnAuthTypes): IMSS passes on what AXIGEN offers, and adds nothing.',
    });
  // Setup does not put it on a list that is not there: that is no reason to take everything back.
  if (!isListKnown({ facts }))
    return findingOf(step, id, 'risk', {
      ...offerWish,
      found: 'AUTH is not offered, and the list on which it would have to be is not known',
      remedy: 'See IMSS-AUTH: that has to be done by hand.',
    });
  return findingOf(step, id, 'drift', {
    ...offerWish,
    found: 'AUTH is not offered',
    remedy: `See that AUTH is in the list, and that IMSS has read it (${imss.script} restart). IMSS passes on what AXIGEN offers: see that AXIGEN itself offers AUTH on ${imssBackend.address}:${imssBackend.port}.`,
  });
}

/** It was asked, and has no AUTH. */
function isWithout(ehlo: EhloProbe | undefined): boolean {
  return ehlo?.kind === 'answered' && !offers(ehlo.keywords, 'AUTH');
}

/** Port 25 answered, and did not offer AUTH. */
export function isAuthMissing({ facts, evidence: { ehlo } }: Situation): boolean {
  return ownsPort25(imssScanner, facts) && isWithout(ehlo);
}

/** Port 25 answered, and offered AUTH. */
export function isAuthOffered({ facts, evidence: { ehlo } }: Situation): boolean {
  return ownsPort25(imssScanner, facts) && ehlo?.kind === 'answered' && offers(ehlo.keywords, 'AUTH');
}

/** What was refused after the login shows that the login worked. */
function login(step: ThisStep, { facts, answers, evidence: { authRelay, backendEhlo } }: Situation): Finding {
  const id = 'SMTP-AUTH-LOGIN';
  const judged = (verdict: Finding['verdict'], found: string, remedy?: string) =>
    findingOf(step, id, verdict, { ...loginWish, found, ...(remedy === undefined ? {} : { remedy }) });
  if (answers.recipient === undefined)
    return judged('not-applicable', 'no mailbox is known to log in with (--recipient)');
  if (authRelay === undefined) return judged('unknown', 'not tried yet');
  switch (authRelay.kind) {
    case 'accepted':
      return judged('ok', 'it works');
    case 'not-possible':
      return judged('not-applicable', `not tried: ${authRelay.reason}`);
    case 'no-login':
      return judged(
        isWithout(backendEhlo) || !isListKnown({ facts }) ? 'risk' : 'drift',
        authRelay.reason,
        'See SMTP-AUTH: where AUTH is not offered nobody can log in.',
      );
    case 'refused':
      return authRelay.stage === 'auth'
        ? judged(
            'drift',
            `refused: ${authRelay.reply}`,
            'See that user and password of the mailbox are right (--mailbox-user, --mailbox-password-file), and which logins AXIGEN allows on a plain connection.',
          )
        : judged('ok', 'it works');
    case 'broken':
      return judged('unknown', `it broke off: ${authRelay.reason}`, readLogs(imssScanner));
  }
}
