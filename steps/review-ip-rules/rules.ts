import type { AddressCondition } from '../../src/products/axigen/address-conditions.js';
import {
  type AddressRange,
  parseAddressRange,
  relationToLoopback,
} from '../../src/products/axigen/address-range.js';
import type { AddressRule } from '../../src/products/axigen/address-rules.js';
import type { ClientConfig } from '../../src/products/axigen/config.js';

/** Clients for certain senders; one for `*` is for everybody. */
export function clientRules(clients: readonly ClientConfig[]): readonly string[] {
  return clients.flatMap(({ line, settings }) => {
    const pattern = settings.get('patternin') ?? '';
    if (pattern === '' || pattern === '*') return [];
    const priority = settings.get('priority') ?? '';
    return [`line ${line}: patternIn = ${pattern}${priority === '' ? '' : ` (priority ${priority})`}`];
  });
}

/** Rules for certain addresses; one for all of them, as AXIGEN saves it by itself, is none (facts: axigen 1). */
export function listenerRules(rules: readonly AddressRule[]): readonly string[] {
  return rules.flatMap(({ line, set, listener, settings }) => {
    const addresses = settings.get('ipset') ?? '';
    const range = parseAddressRange(addresses);
    if (range !== undefined && isEverybody(range)) return [];
    const of = listener === undefined ? 'the service' : `listener ${listener}`;
    const off = settings.get('enable')?.toLowerCase() === 'yes' ? '' : ', not enabled';
    const all =
      range !== undefined && relationToLoopback(range) !== 'outside' ? ', which is true for all mail' : '';
    return [`line ${line}: ${set} of ${of}: ${addresses || 'no ipSet'}${all}${off}`];
  });
}

export function policyRules(conditions: readonly AddressCondition[]): readonly string[] {
  const effects = { always: ', which is true for all mail', never: ', which is never true', unclear: '' };
  return conditions.map(
    ({ line, text, within, holds }) => `line ${line}, ${within}: ${text}${effects[holds]}`,
  );
}

/** From the first to the last address that anybody has. */
function isEverybody({ first, last }: AddressRange): boolean {
  const lastUnicast = 0xdfffffff;
  return first <= 0x01000000 && last >= lastUnicast;
}
