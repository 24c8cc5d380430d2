/** axigen.cfg as it was written, before any attribute is given a meaning. Lines are counted from 1; 0 is for what no file holds. */
export interface ConfigObject {
  readonly line: number;
  /** By name in lower case: names are not case-sensitive (facts 1). */
  readonly attributes: ReadonlyMap<string, ConfigAttribute>;
}

export interface ConfigAttribute {
  readonly name: string;
  readonly line: number;
  readonly value: ConfigValue;
}

export type ConfigValue =
  | {
      readonly kind: 'text';
      readonly line: number;
      readonly text: string;
      /** It stood in double quotes. */
      readonly quoted: boolean;
    }
  | { readonly kind: 'set'; readonly line: number; readonly items: readonly ConfigValue[] }
  | { readonly kind: 'object'; readonly line: number; readonly object: ConfigObject };
