import type { Delivery } from '../policy/run.js';

export interface RoutingFacts {
  /** The recipient's domain is one of this server's. */
  readonly localDomain: boolean;
  readonly mailboxExists: boolean;
  readonly authenticated: boolean;
  readonly localDelivery: Delivery;
  readonly remoteDelivery: Delivery;
}

export type Route = 'mailbox' | 'relay' | 'unknown-user' | 'denied';

/** What becomes of a recipient: the policy's localDelivery and remoteDelivery decide (facts 4). */
export function routeRecipient(facts: RoutingFacts): Route {
  const rule = facts.localDomain ? facts.localDelivery : facts.remoteDelivery;
  if (rule === 'none' || (rule === 'auth' && !facts.authenticated)) return 'denied';
  if (!facts.localDomain) return 'relay';
  return facts.mailboxExists ? 'mailbox' : 'unknown-user';
}
