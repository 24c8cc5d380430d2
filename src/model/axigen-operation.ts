/** Names as AXIGEN writes them, values without quotes, in the order in which they are set. */
export type AxigenSettings = readonly (readonly [name: string, value: string])[];

/**
 * One thing that is changed in AXIGEN's configuration, in words that all three drivers understand. `index`
 * counts from 0 in the order of the file as the step saw it; operations are carried out in order, and an index always means
 * the place before any of them was.
 */
export type AxigenOperation =
  | { readonly kind: 'add-listener'; readonly address: string; readonly settings: AxigenSettings }
  | {
      readonly kind: 'change-listener';
      readonly index: number;
      /** As it is now; empty where the file has none. */
      readonly address: string;
      readonly newAddress?: string;
      readonly settings: AxigenSettings;
    }
  | { readonly kind: 'remove-listener'; readonly index: number; readonly address: string }
  | { readonly kind: 'add-client'; readonly settings: AxigenSettings }
  | {
      readonly kind: 'change-client';
      readonly index: number;
      /** As it is now; empty where the file has none. */
      readonly priority: string;
      readonly settings: AxigenSettings;
    }
  /** serviceAccessControl of the SMTP-In service, later generation only (facts: axigen 1). */
  | { readonly kind: 'set-service-limits'; readonly settings: AxigenSettings };
