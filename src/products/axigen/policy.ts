import { type PolicyDocument, parsePolicy } from '../../documents/policy/index.js';
import { type AddressCondition, addressConditions } from './address-conditions.js';
import { findLoopbackRelay, type RelayRule } from './relay-rule.js';

/** The SMTP policy file as the steps need it. */
export interface AxigenPolicy {
  readonly document: PolicyDocument;
  /** What lets every connection from 127.0.0.1 relay (article, Caveat 4). */
  readonly relayRules: readonly RelayRule[];
  /** What else looks at the address of who connects (article, Caveat 3). */
  readonly addressConditions: readonly AddressCondition[];
}

/** @throws DocumentError naming file, line and column. */
export function readAxigenPolicy(bytes: Uint8Array, file: string): AxigenPolicy {
  const document = parsePolicy(bytes, file);
  return {
    document,
    relayRules: findLoopbackRelay(document),
    addressConditions: addressConditions(document),
  };
}
