import type { Finding } from '../src/model/finding.js';
import type { TestMailEvidence } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { nod32 } from '../src/products/nod32/product.js';
import { findHeaders } from '../src/smtp/headers.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';

/** Sends a message through port 25 and looks for NOD32's header in the copy that arrived. */
export const sendTestMail: Step = {
  id: 'send-test-mail',
  title: 'Send a mail through',
  passage: nod32Article('Interconnecting 4'),
  says: `Send a message to a mailbox on this server. It must arrive, and it must carry NOD32\u2019s header ${nod32.header}.`,
  skipMeans: 'Nobody has seen a message arrive scanned.',
  assess: (situation) => [testMail(situation)],
  changes: () => [],
  probes: () => [{ kind: 'test-mail', port: nod32.wanted.listenPort }],
};

function testMail({ evidence, answers }: Situation): Finding {
  const rest = {
    wanted: `the message arrives and carries ${nod32.header}`,
    where: `mailbox ${answers.recipient ?? 'not named'}`,
    why: 'This is the proof that mail is delivered, and that it is scanned on its way.',
  };
  const mail = evidence.testMail;
  if (mail === undefined)
    return findingOf(sendTestMail, 'TEST-MAIL-HEADER', 'unknown', { ...rest, found: 'not sent yet' });
  if (mail.refused !== undefined) {
    return findingOf(sendTestMail, 'TEST-MAIL-HEADER', 'drift', {
      ...rest,
      found: `refused at ${mail.refused.stage}: ${mail.refused.reply}`,
      remedy: 'Check the address, and what AXIGEN\u2019s log says of it.',
    });
  }
  if (mail.raw !== undefined) return arrived(mail.raw, mail, rest);
  return notSeen(mail, rest);
}

type Rest = { readonly wanted: string; readonly where: string; readonly why: string };

function arrived(raw: Uint8Array | string, mail: TestMailEvidence, rest: Rest): Finding {
  const header = findHeaders(raw, nod32.header).find(({ value }) => nod32.headerValue.test(value));
  if (header !== undefined) {
    const after = mail.waitedMs === undefined ? '' : ` (after ${(mail.waitedMs / 1000).toFixed(1)} s)`;
    return findingOf(sendTestMail, 'TEST-MAIL-HEADER', 'ok', {
      ...rest,
      found: `${header.name}: ${header.value.replace(/\s+/g, ' ')}${after}`,
    });
  }
  return findingOf(sendTestMail, 'TEST-MAIL-HEADER', 'drift', {
    ...rest,
    found: `the message arrived without ${nod32.header}`,
    remedy: 'The message did not pass the scanner: check who holds port 25, and NOD32\u2019s settings.',
  });
}

function notSeen(mail: TestMailEvidence, rest: Rest): Finding {
  if (mail.how === 'nobody-asked') {
    return findingOf(sendTestMail, 'TEST-MAIL-HEADER', 'unknown', {
      ...rest,
      found: 'accepted on port 25; nobody has looked into the mailbox',
      remedy:
        'Give the mailbox password (GATEWAY_SETUP_MAILBOX_PASSWORD or --mailbox-password-file), or look for the message yourself.',
    });
  }
  if (mail.how === 'by-hand') {
    return findingOf(sendTestMail, 'TEST-MAIL-HEADER', mail.confirmed === true ? 'ok' : 'drift', {
      ...rest,
      found:
        mail.confirmed === true
          ? `the operator found the message, with ${nod32.header}`
          : `the operator did not find the message with ${nod32.header}`,
      ...(mail.confirmed === true
        ? {}
        : { remedy: 'Look into AXIGEN\u2019s queue and log, and check the mailbox.' }),
    });
  }
  const waited = mail.waitedMs === undefined ? '' : ` within ${Math.round(mail.waitedMs / 1000)} s`;
  return findingOf(sendTestMail, 'TEST-MAIL-HEADER', mail.trouble === undefined ? 'drift' : 'unknown', {
    ...rest,
    found: mail.trouble ?? `accepted on port 25, but not in the mailbox${waited}`,
    remedy: 'Look into AXIGEN\u2019s queue and log, and check the mailbox.',
  });
}
