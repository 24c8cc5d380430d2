import type { HandledMessage } from '../proxy/rules.js';
import type { Judgement } from '../scanning/judgement.js';
import type { MessageSpool } from '../scanning/message-spool.js';
import { fileRange } from '../scanning/replaced-parts.js';
import type { Footnotes } from './footnote.js';
import { outgoingMessage } from './outgoing-message.js';
import { type Decision, decide, decideUnscanned } from './policy.js';
import { blockedReply } from './replies.js';
import type { Policy } from './settings.js';

export interface MessageRules {
  readonly policy: Policy;
  readonly footnotes: Footnotes;
  /** Has the message in a file judged. @throws Error when the scanner is not there */
  readonly scan: (path: string) => Promise<Judgement>;
}

function handled({ action, reason }: Decision, body: () => AsyncGenerator<Buffer>): HandledMessage {
  const refusal = action === 'accept' ? undefined : blockedReply(action, reason);
  return { note: `${action} (${reason})`, refusal, body };
}

/** Decides about a collected message. @throws Error when it has to be scanned and the scanner is not there. */
export async function handleMessage(rules: MessageRules, spool: MessageSpool): Promise<HandledMessage> {
  const unscanned = decideUnscanned(rules.policy);
  if (unscanned !== undefined) {
    return handled(unscanned, () => fileRange(spool.file, 0, spool.size));
  }
  const judgement = await rules.scan(spool.path);
  return handled(decide(rules.policy, judgement), () =>
    outgoingMessage(spool.file, spool.size, judgement, rules.footnotes),
  );
}
