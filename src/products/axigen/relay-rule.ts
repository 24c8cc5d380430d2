import {
  type PolicyDocument,
  policyPlace,
  removeOperand,
  removeStatement,
} from '../../documents/policy/index.js';
import { placeName, policyExcerpt } from './policy-excerpt.js';
import { type RelayHole, type RelayKind, relayHoles } from './relay-cuts.js';

/**
 * Something in the SMTP policy script that lets connections from 127.0.0.1 relay to anywhere. Behind a scanner on the same
 * machine every connection comes from there (article, Caveat 4).
 */
export interface RelayRule {
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column: number;
  /**
   * - `operand`: one range in 127.0.0.0/8 among other conditions; the others stay
   * - `sole`: the condition asks for nothing but 127.0.0.0/8; the whole `if` goes, or only what opens the relay where the
   *   `if` does other things too
   * - `wide`: it covers 127.0.0.0/8 and other addresses; removed likewise, and those clients lose the relay too
   * - `unconditional`: the relay is open to everyone; the statement goes
   * - `guarded`: 127.0.0.1 and something else, or a range that cannot be read; not removed, a person has to decide
   */
  readonly kind: RelayKind;
  /** The passage on one line, at most 120 characters, safe for a terminal. */
  readonly text: string;
  /** Where it stands, such as `event onEhlo` or `method Relay`. */
  readonly within: string;
  /** Statements (as `text`) that also stop having effect for connections through the scanner when the rule is removed. */
  readonly alsoAffects: readonly string[];
}

/**
 * Finds every way in which an event comes to `set (remoteDelivery, "all")` for 127.0.0.1: directly, in nested conditions
 * and through `call`. Ranges are understood as `net/mask`, `net/bits`, `first-last` or one address; the variable as
 * remoteSmtpIp or, as the IMSS article spells it, remoteSmtIp. A later `set` that would take it back is not counted on:
 * that the last one wins is not documented. Relaying for other addresses alone, or after a login, is not reported.
 */
export function findLoopbackRelay(doc: PolicyDocument): readonly RelayRule[] {
  return relayHoles(doc).map((hole) => ruleOf(doc, hole));
}

/**
 * Removes every rule of {@link findLoopbackRelay} but the `guarded` ones, and keeps every other byte.
 *
 * A range among others is taken out of its condition even where the `if` does more than open the relay: then
 * {@link RelayRule.alsoAffects} names what no longer happens for connections through the scanner. Comments above stay.
 */
export function removeLoopbackRelay(doc: PolicyDocument): PolicyDocument {
  let current = doc;
  // One at a time: a cut moves everything behind it, and may show what an `else` does. Each makes the text shorter.
  for (;;) {
    const cut = relayHoles(current).find((hole) => hole.cut !== undefined)?.cut;
    if (cut === undefined) return current;
    current =
      cut.kind === 'statement'
        ? removeStatement(current, cut.statement)
        : removeOperand(current, cut.parent, cut.operand);
  }
}

function ruleOf(doc: PolicyDocument, { kind, node, within, alsoAffects }: RelayHole): RelayRule {
  return {
    ...policyPlace(doc, node),
    kind,
    text: policyExcerpt(doc, node),
    within: placeName(within),
    alsoAffects: alsoAffects.map((statement) => policyExcerpt(doc, statement)),
  };
}
