/** What the operator decided. Secrets are kept apart so that they cannot be printed with the rest. */
export interface Answers {
  readonly scanner: 'nod32';
  /** Path of the licence file on the target. */
  readonly license?: string;
  /** Path of the scanner's package on the target. */
  readonly package?: string;
  /** A mailbox on this AXIGEN that gets the test message. */
  readonly recipient?: string;
  /** Envelope sender of the test message; default: the recipient. */
  readonly sender?: string;
  /** POP3 login; default: the recipient. */
  readonly mailboxUser?: string;
  /** Seconds to wait for the test message, 1 to 600. */
  readonly deliveryTimeout: number;
  /** Seconds after which the server puts the handover back by itself unless it was verified, 10 to 600. */
  readonly confirmTimeout: number;
  /** Go on although the distribution is not on the article's list. */
  readonly acceptDistribution: boolean;
  /** How to act when a verification fails with nobody to ask. */
  readonly onFailure: 'rollback' | 'leave';
}

export interface Secrets {
  readonly mailboxPassword?: string;
}
