import type { EicarEvidence } from '../../model/probe.js';
import { scannerOf } from '../../products/scanners.js';
import { buildEicarMessage, withoutEicar } from '../../smtp/eicar-message.js';
import { makeNonce } from '../../smtp/nonce.js';
import { readDeliveredEicar } from '../../smtp/read-eicar.js';
import { replyText } from '../../smtp/reply.js';
import { escapeControl } from '../../text/escape.js';
import type { EvidenceOptions } from './gather.js';
import { findInMailbox, sendThrough } from './mail-through.js';

/** Sends the EICAR test file through `port` to the operator's mailbox, and looks what has become of it. */
export async function eicar(port: number, options: EvidenceOptions): Promise<EicarEvidence> {
  const { answers, log, secrets } = options;
  const to = answers.recipient;
  if (to === undefined) return { kind: 'broken', reason: 'no mailbox is named' };
  const from = answers.sender ?? to;
  const nonce = makeNonce();
  const message = buildEicarMessage({
    from,
    to,
    nonce,
    date: new Date(),
    hostname: to.split('@')[1] ?? 'localhost',
    product: scannerOf(answers).title,
  });
  const sent = await sendThrough(port, { from, to, message, what: 'the EICAR test file' }, options);
  log(`EICAR test file to ${to}`, withoutEicar(sent.transcript));
  if (sent.kind === 'broken') return { kind: 'broken', reason: escapeControl(sent.message) };
  if (sent.kind === 'refused') {
    const { stage, reply } = sent;
    return { kind: 'refused', stage, code: reply.code, reply: escapeControl(replyText(reply)) };
  }
  if (secrets.mailboxPassword === undefined) return byHand(to, nonce, options);
  const result = await findInMailbox(nonce, secrets.mailboxPassword, options);
  log(`mailbox of ${to}`, withoutEicar(result.transcript));
  switch (result.kind) {
    case 'found':
      return { kind: 'delivered', ...(await readDeliveredEicar(result.raw, message)) };
    case 'absent':
      return { kind: 'taken', waitedMs: result.waitedMs };
    case 'failed':
      return { kind: 'unseen', reason: `the mailbox could not be read: ${result.error.message}` };
  }
}

async function byHand(
  recipient: string,
  nonce: string,
  { operator, answers }: EvidenceOptions,
): Promise<EicarEvidence> {
  switch (await operator.confirmEicar?.({ recipient, nonce, scanner: scannerOf(answers).title })) {
    case 'with-file':
      return { kind: 'delivered', infected: true };
    case 'with-note':
      return { kind: 'delivered', infected: false, footnote: 'seen by the operator' };
    case 'without-file':
      return { kind: 'delivered', infected: false };
    case 'not-there':
      return { kind: 'taken' };
    case 'cannot-tell':
      return { kind: 'unseen', reason: 'the operator could not tell what has become of it' };
    case undefined:
      return { kind: 'unseen', reason: 'nobody has looked into the mailbox' };
  }
}
