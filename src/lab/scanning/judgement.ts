/** A part of a message that is not clean. Offsets are bytes of the message. */
export interface FoundObject {
  readonly verdict: 'infected' | 'notscanned';
  /** Where the entity's header begins, where its body begins, and where it ends. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  /** The virus, or why the part could not be scanned. */
  readonly reason: string;
  /** The attachment's file name; empty when it has none. */
  readonly name: string;
}

/** Empty: the message is clean. In the order of the message, never overlapping. */
export type Judgement = readonly FoundObject[];
