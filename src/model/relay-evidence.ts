/** Whether a server takes mail from one address to another. */
export type RelayEvidence =
  | { readonly kind: 'refused' | 'accepted'; readonly stage: string; readonly reply: string }
  /** The conversation broke off, so nothing was learned. */
  | { readonly kind: 'broken'; readonly reason: string };
