import type { CfgDocument, CfgPath } from '../../documents/axigen-cfg/index.js';
import { type ConfigEntry, entriesAt, listenersAt } from './config-entries.js';

/** An entry of allowRules or denyRules in axigen.cfg. */
export interface AddressRule extends ConfigEntry {
  readonly set: 'allowRules' | 'denyRules';
  /** The address of its listener; undefined: it is the whole service's. */
  readonly listener: string | undefined;
}

/** Rules for addresses, of the SMTP-In listeners and of the whole service (facts: axigen 1). */
export function readAddressRules(document: CfgDocument, smtp: CfgPath): readonly AddressRule[] {
  const rulesAt = (path: CfgPath, listener: string | undefined): readonly AddressRule[] =>
    (['allowRules', 'denyRules'] as const).flatMap((set) =>
      (entriesAt(document, [...path, set]) ?? []).map((one) => ({ ...one, set, listener })),
    );
  const listeners = listenersAt(document, smtp) ?? [];
  return [
    ...listeners.flatMap(({ address }, index) => rulesAt([...smtp, 'listeners', index], address)),
    ...rulesAt([...smtp, 'serviceAccessControl'], undefined),
  ];
}
