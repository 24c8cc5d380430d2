import type { HandledMessage } from '../proxy/rules.js';
import type { MessageSpool } from '../scanning/message-spool.js';
import { headerEnd } from './header-end.js';
import { imssHeaders } from './imss-headers.js';
import { judge } from './judge.js';
import { outgoingMessage } from './outgoing-message.js';

/** Scans a collected message; every message is delivered, without what was found. @throws Error when it cannot be read. */
export async function handleMessage(spool: MessageSpool, antiSpam: boolean): Promise<HandledMessage> {
  const header = await headerEnd(spool.file);
  const judgement = await judge(spool, header);
  const [worst] = judgement;
  return {
    note: worst === undefined ? 'passed' : `passed, removed: ${worst.reason}`,
    refusal: undefined,
    body: () => outgoingMessage(spool, header, judgement, antiSpam ? imssHeaders : ''),
  };
}
