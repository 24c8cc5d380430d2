import { Cancelled } from '../../errors.js';
import type { SendResult } from '../../smtp/probe-types.js';
import { sendMessage } from '../../smtp/send-message.js';
import { type WaitResult, waitForMessage } from '../../smtp/wait-for-message.js';
import type { EvidenceOptions } from './gather.js';

/** AXIGEN's POP3 service. */
export const pop3Port = 110;
const pollMs = 1000;

export interface Addressed {
  readonly from: string;
  readonly to: string;
  readonly message: Uint8Array;
  /** What is sent, in a few words. */
  readonly what: string;
}

/** Sends a message to the operator's mailbox through `port`. @throws Cancelled: whether it was taken is then not known. */
export async function sendThrough(
  port: number,
  { from, to, message, what }: Addressed,
  { host, operator, signal }: EvidenceOptions,
): Promise<SendResult> {
  const sent = await operator.waiting(`Sending ${what} to ${to} through port ${port}`, () =>
    sendMessage(() => host.connect(port), { from, to, helo: 'localhost', message, signal }),
  );
  if (sent.kind === 'broken' && sent.reason === 'cancelled') throw new Cancelled();
  return sent;
}

/** Waits until the message is in the operator's mailbox, as long as deliveries may take, and removes it there. */
export function findInMailbox(
  nonce: string,
  password: string,
  { host, operator, answers, signal }: EvidenceOptions,
): Promise<WaitResult> {
  return operator.waiting('Waiting for the message in the mailbox', () =>
    waitForMessage({
      connect: () => host.connect(pop3Port),
      user: answers.mailboxUser ?? answers.recipient ?? '',
      password,
      nonce,
      deadlineMs: answers.deliveryTimeout * 1000,
      pollMs,
      signal,
    }),
  );
}
