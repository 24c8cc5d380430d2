import type { PolicyDocument } from '../../documents/policy/index.js';
import { escapeControl } from '../../text/escape.js';

/** A passage of a script on one line, at most 120 characters, safe for a terminal; comments are left as they are. */
export function policyExcerpt(
  doc: PolicyDocument,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const line = escapeControl(doc.text.slice(start, end).replace(/\s+/g, ' '), 10_000);
  return line.length > 120 ? `${line.slice(0, 119)}\u2026` : line;
}

/** Where something stands, such as `event onEhlo` or `method Relay`. */
export function placeName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${escapeControl(name, 64)}`;
}
