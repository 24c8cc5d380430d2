import type { TestMailEvidence } from '../../model/probe.js';
import { scannerOf } from '../../products/scanners.js';
import { makeNonce } from '../../smtp/nonce.js';
import { buildTestMessage } from '../../smtp/test-message.js';
import { formatTranscript, type TranscriptEntry } from '../../smtp/transcript.js';
import type { WaitResult } from '../../smtp/wait-for-message.js';
import { escapeControl } from '../../text/escape.js';
import type { EvidenceOptions } from './gather.js';
import { findInMailbox, sendThrough } from './mail-through.js';

/** A transcript for the run's log, under a heading. */
export type ProofLog = (heading: string, transcript: readonly TranscriptEntry[]) => void;

/** Sends a message with a nonce through `port`, and finds it again in the mailbox, or asks the operator. */
export async function testMail(port: number, options: EvidenceOptions): Promise<TestMailEvidence> {
  const { answers, log } = options;
  const recipient = answers.recipient ?? '';
  const sender = answers.sender ?? recipient;
  const nonce = makeNonce();
  const message = buildTestMessage({
    from: sender,
    to: recipient,
    nonce,
    date: new Date(),
    hostname: recipient.split('@')[1] ?? 'localhost',
    product: scannerOf(answers).title,
  });
  const sent = await sendThrough(port, { from: sender, to: recipient, message, what: 'a message' }, options);
  log(`test message to ${recipient}`, sent.transcript);
  const transcript = formatTranscript(sent.transcript);
  if (sent.kind !== 'accepted') {
    const reply =
      sent.kind === 'refused' ? `${sent.reply.code} ${sent.reply.lines.join(' / ')}` : sent.message;
    return { nonce, how: 'mailbox', refused: { stage: sent.stage, reply: escapeControl(reply) }, transcript };
  }
  if (options.secrets.mailboxPassword === undefined) return byHand(nonce, transcript, options);
  const result = await findInMailbox(nonce, options.secrets.mailboxPassword, options);
  log(`mailbox of ${recipient}`, result.transcript);
  return { nonce, how: 'mailbox', transcript, ...seen(result) };
}

function seen(result: WaitResult): Partial<TestMailEvidence> {
  switch (result.kind) {
    case 'found':
      return { raw: result.raw, waitedMs: result.waitedMs, removed: result.removed };
    case 'absent':
      return { waitedMs: result.waitedMs };
    case 'failed':
      return { trouble: `the mailbox could not be read: ${result.error.message}` };
  }
}

async function byHand(
  nonce: string,
  transcript: string,
  { operator, answers }: EvidenceOptions,
): Promise<TestMailEvidence> {
  const said = await operator.confirmTestMail({
    recipient: answers.recipient ?? '',
    nonce,
    header: scannerOf(answers).header,
    mayLackHeader: scannerOf(answers).headerMayBeMissing !== undefined,
  });
  if (said === undefined) return { nonce, how: 'nobody-asked', transcript };
  if (said.pasted !== undefined && said.pasted.trim() !== '') {
    return { nonce, how: 'by-hand', transcript, raw: said.pasted };
  }
  const { arrived: confirmed, withoutHeader } = said;
  return {
    nonce,
    how: 'by-hand',
    transcript,
    confirmed,
    ...(withoutHeader === true ? { withoutHeader } : {}),
  };
}
