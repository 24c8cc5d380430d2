import { DotEncoder } from './dot-codec.js';
import type { Footnotes } from './footnote.js';
import type { Judgement } from './judgement.js';
import type { MessageSpool } from './message-spool.js';
import { outgoingMessage, unchangedMessage } from './outgoing-message.js';
import { type Decision, decide, decideUnscanned } from './policy.js';
import type { Policy } from './settings.js';

export interface MessageRules {
  readonly policy: Policy;
  readonly footnotes: Footnotes;
  /** Has the message in a file judged. @throws Error when the scanner is not there */
  readonly scan: (path: string) => Promise<Judgement>;
}

export interface HandledMessage {
  readonly decision: Decision;
  /** The message as it is to be delivered, with the dots and the end that DATA wants. */
  readonly body: () => AsyncGenerator<Buffer>;
}

async function* dotted(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const encoder = new DotEncoder();
  for await (const piece of pieces) yield encoder.push(piece);
  yield encoder.finish();
}

/** Decides about a collected message. @throws Error when it has to be scanned and the scanner is not there. */
export async function handleMessage(rules: MessageRules, spool: MessageSpool): Promise<HandledMessage> {
  const unscanned = decideUnscanned(rules.policy);
  if (unscanned !== undefined) {
    return { decision: unscanned, body: () => dotted(unchangedMessage(spool.file, spool.size)) };
  }
  const judgement = await rules.scan(spool.path);
  return {
    decision: decide(rules.policy, judgement),
    body: () => dotted(outgoingMessage(spool.file, spool.size, judgement, rules.footnotes)),
  };
}
