import type { SmtpDialogue } from './dialogue.js';
import { type DialogueError, reportable } from './dialogue-error.js';
import { isPositive, type Reply } from './reply.js';

/** Where a delivery can stop, in order (as swaks tells them apart). */
export type Stage = 'connect' | 'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot';

export interface StageStep {
  readonly stage: Stage;
  readonly say: () => Promise<Reply>;
  readonly accepts: (code: number) => boolean;
}

export type StagesResult =
  | { readonly kind: 'passed'; readonly reply: Reply }
  | { readonly kind: 'refused'; readonly stage: Stage; readonly reply: Reply }
  | { readonly kind: 'broken'; readonly stage: Stage; readonly error: DialogueError };

export interface Envelope {
  /** The name to introduce ourselves with: a host name or an address literal. */
  readonly helo: string;
  /** The sender's address without brackets; empty for the null sender. */
  readonly from: string;
  /** The recipient's address without brackets. */
  readonly to: string;
}

/** Goes through stages until one is refused or the conversation breaks. @throws Cancelled. */
export async function runStages(steps: readonly StageStep[]): Promise<StagesResult> {
  let reply: Reply = { code: 220, lines: [''] };
  for (const { stage, say, accepts } of steps) {
    try {
      reply = await say();
    } catch (error) {
      return { kind: 'broken', stage, error: reportable(error) };
    }
    if (!accepts(reply.code)) return { kind: 'refused', stage, reply };
  }
  return { kind: 'passed', reply };
}

/** From the greeting to the recipient: what shows whom a server takes mail for, without sending any. */
export function envelopeSteps(dialogue: SmtpDialogue, envelope: Envelope): StageStep[] {
  const { helo, from, to } = envelope;
  return [
    { stage: 'greeting', say: () => dialogue.greeting(), accepts: isPositive },
    { stage: 'ehlo', say: () => introduce(dialogue, helo), accepts: isPositive },
    { stage: 'mail', say: () => dialogue.command(`MAIL FROM:<${from}>`), accepts: isPositive },
    { stage: 'rcpt', say: () => dialogue.command(`RCPT TO:<${to}>`), accepts: isPositive },
  ];
}

/** The message itself, after the envelope. */
export function messageSteps(dialogue: SmtpDialogue, message: Uint8Array): StageStep[] {
  return [
    { stage: 'data', say: () => dialogue.command('DATA'), accepts: (code) => code === 354 },
    { stage: 'dot', say: () => dialogue.data(message), accepts: isPositive },
  ];
}

/** EHLO, and HELO where the server does not know that (RFC 5321 3.2). */
async function introduce(dialogue: SmtpDialogue, helo: string): Promise<Reply> {
  const reply = await dialogue.command(`EHLO ${helo}`);
  return reply.code === 500 || reply.code === 502 ? dialogue.command(`HELO ${helo}`) : reply;
}

/** @throws RangeError for a name or address that could carry more than itself into the conversation. */
export function checkEnvelope({ helo, from, to }: Envelope): void {
  if (!/^[!-~]{1,255}$/.test(helo)) throw new RangeError('the HELO name must be one printable word');
  if (from !== '') checkAddress(from);
  checkAddress(to);
}

/** Whether it is one plain mail address that SMTP without extensions can carry: printable ASCII, no spaces, no brackets. */
export function isPlainAddress(address: string): boolean {
  return /^[!-;=?A-~]{1,64}@[!-;=?A-~]{1,255}$/.test(address);
}

/** @throws RangeError unless it is a plain mail address. */
export function checkAddress(address: string): void {
  if (!isPlainAddress(address)) throw new RangeError('a mail address must have the form name@domain');
}
