import type { SecretRequest } from '../person.js';

type Kind = SecretRequest['kind'];

/**
 * What a line that is dialled again need not ask a second time. It lives as long as its target is worked on, in memory alone.
 */
export interface LineMemory {
  recall(kind: Kind, subject: string): string | undefined;
  /** Kept once it was seen to be right. */
  keep(kind: Kind, subject: string, secret: string): void;
  forget(kind: Kind, subject: string): void;
  /** Host keys that were accepted, by server: a server that is dialled again must have the very same one. */
  readonly hostKeys: Map<string, Uint8Array>;
  /** Servers for which the algorithms of old servers were allowed. */
  readonly legacy: Set<string>;
}

export function lineMemory(): LineMemory {
  // In the closure, not in a field: whoever prints this object prints no secret.
  const secrets = new Map<string, string>();
  const keyOf = (kind: Kind, subject: string) => `${kind} ${subject}`;
  return {
    recall: (kind, subject) => secrets.get(keyOf(kind, subject)),
    keep: (kind, subject, secret) => secrets.set(keyOf(kind, subject), secret),
    forget: (kind, subject) => secrets.delete(keyOf(kind, subject)),
    hostKeys: new Map(),
    legacy: new Set(),
  };
}
