import type { IpRange } from '../../mail/ip-address.js';

/** The SMTP policy script; names in lower case, since they are not case-sensitive. Lines from 1. */
export interface PolicyScript {
  readonly file: string;
  readonly events: ReadonlyMap<string, readonly Statement[]>;
  readonly methods: ReadonlyMap<string, readonly Statement[]>;
}

export type Statement =
  | { readonly kind: 'set'; readonly line: number; readonly variable: string; readonly value: string }
  | { readonly kind: 'call'; readonly line: number; readonly method: string }
  | {
      readonly kind: 'if';
      readonly line: number;
      readonly condition: Condition;
      readonly body: readonly Statement[];
    };

export type Condition =
  | { readonly kind: 'anyof' | 'allof'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'is' | 'iscase' | 'greaterthan'; readonly variable: string; readonly value: string }
  | { readonly kind: 'iprange'; readonly variable: string; readonly range: IpRange };

export type Comparison = 'is' | 'iscase' | 'greaterthan';
