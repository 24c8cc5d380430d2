import type { Finding } from '../src/model/finding.js';
import type { TestMailEvidence } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { holdersOf } from '../src/products/host/ports.js';
import { publicPort } from '../src/products/public-port.js';
import type { Scanner } from '../src/products/scanner.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { findHeaders } from '../src/smtp/headers.js';
import { findingOf } from './finding-of.js';
import { articleOf } from './passages.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

const sections = { nod32: 'Interconnecting 4', imss: 'Interconnecting 5' } as const;

/** Sends a message through port 25 and looks for the scanner's header in the copy that arrived. */
export function sendTestMail(scanner: Scanner): Step {
  const step = { id: 'send-test-mail', passage: articleOf(scanner, sections) } as const;
  return {
    ...step,
    title: 'Send a mail through',
    says: `Send a message to a mailbox on this server. It must arrive, and it must carry ${scanner.title}\u2019s header ${scanner.header}.`,
    skipMeans: 'Nobody has seen a message arrive scanned.',
    assess: (situation) => [testMail(step, scanner, situation)],
    changes: () => [],
    probes: () => [{ kind: 'test-mail', port: publicPort }],
  };
}

function testMail(step: ThisStep, scanner: Scanner, { facts, evidence, answers }: Situation): Finding {
  const { header } = scanner;
  const rest = {
    wanted: `the message arrives and carries ${header}`,
    where: `mailbox ${answers.recipient ?? 'not named'}`,
    why: 'This is the proof that mail is delivered, and that it is scanned on its way.',
  };
  const mail = evidence.testMail;
  if (mail === undefined)
    return findingOf(step, 'TEST-MAIL-HEADER', 'unknown', { ...rest, found: 'not sent yet' });
  if (mail.refused !== undefined) {
    return findingOf(step, 'TEST-MAIL-HEADER', 'drift', {
      ...rest,
      found: `refused at ${mail.refused.stage}: ${mail.refused.reply}`,
      remedy: 'Check the address, and what AXIGEN\u2019s log says of it.',
    });
  }
  const seen = { mail, rest, bypassed: isSomebodyElses(scanner, facts) };
  return mail.raw === undefined
    ? notSeen(step, scanner, seen)
    : arrived(step, scanner, { ...seen, raw: mail.raw });
}

type Rest = { readonly wanted: string; readonly where: string; readonly why: string };

interface Seen {
  readonly mail: TestMailEvidence;
  readonly rest: Rest;
  /** Port 25, through which it was sent, is not the scanner's. */
  readonly bypassed: boolean;
}

/** Port 25 is held by known programs, and they are not the scanner's: who is not root is not told their names. */
function isSomebodyElses(scanner: Scanner, facts: Situation['facts']): boolean {
  if (facts.listening.state !== 'present' || ownsPort25(scanner, facts)) return false;
  const holders = holdersOf(facts.listening.value, publicPort);
  return holders.length > 0 && holders.every(({ program }) => program !== undefined);
}

function arrived(
  step: ThisStep,
  scanner: Scanner,
  { raw, mail, rest, bypassed }: Seen & { readonly raw: Uint8Array | string },
): Finding {
  const header = findHeaders(raw, scanner.header).find(({ value }) => scanner.isOwnHeader(value));
  if (header !== undefined) {
    const after = mail.waitedMs === undefined ? '' : ` (after ${(mail.waitedMs / 1000).toFixed(1)} s)`;
    return findingOf(step, 'TEST-MAIL-HEADER', 'ok', {
      ...rest,
      found: `${header.name}: ${header.value.replace(/\s+/g, ' ')}${after}`,
    });
  }
  return withoutHeader(step, scanner, { rest, bypassed });
}

function withoutHeader(step: ThisStep, scanner: Scanner, { rest, bypassed }: Omit<Seen, 'mail'>): Finding {
  const { header, title, headerMayBeMissing: maybe } = scanner;
  if (maybe !== undefined && !bypassed)
    return findingOf(step, 'TEST-MAIL-HEADER', 'unknown', {
      ...rest,
      found: `the message arrived without ${header}: ${maybe}`,
      remedy: `Not proven, and not disproved: check who holds port 25, and in the console of ${title} whether that module is on.`,
    });
  return findingOf(step, 'TEST-MAIL-HEADER', 'drift', {
    ...rest,
    found: `the message arrived without ${header}`,
    remedy: `The message did not pass the scanner: check who holds port 25, and the settings of ${title}.`,
  });
}

function notSeen(step: ThisStep, scanner: Scanner, { mail, rest, bypassed }: Seen): Finding {
  const { header } = scanner;
  if (mail.how === 'nobody-asked') {
    return findingOf(step, 'TEST-MAIL-HEADER', 'unknown', {
      ...rest,
      found: 'accepted on port 25; nobody has looked into the mailbox',
      remedy:
        'Give the mailbox password (GATEWAY_SETUP_MAILBOX_PASSWORD or --mailbox-password-file), or look for the message yourself.',
    });
  }
  if (mail.withoutHeader === true) return withoutHeader(step, scanner, { rest, bypassed });
  if (mail.how === 'by-hand') {
    return findingOf(step, 'TEST-MAIL-HEADER', mail.confirmed === true ? 'ok' : 'drift', {
      ...rest,
      found:
        mail.confirmed === true
          ? `the operator found the message, with ${header}`
          : `the operator did not find the message with ${header}`,
      ...(mail.confirmed === true
        ? {}
        : { remedy: 'Look into AXIGEN\u2019s queue and log, and check the mailbox.' }),
    });
  }
  const waited = mail.waitedMs === undefined ? '' : ` within ${Math.round(mail.waitedMs / 1000)} s`;
  return findingOf(step, 'TEST-MAIL-HEADER', mail.trouble === undefined ? 'drift' : 'unknown', {
    ...rest,
    found: mail.trouble ?? `accepted on port 25, but not in the mailbox${waited}`,
    remedy: 'Look into AXIGEN\u2019s queue and log, and check the mailbox.',
  });
}
