import type { CommentStyle } from '../axigen-text/comments.js';
import type { Span } from '../axigen-text/cut.js';

/** A document as parts within parts, whatever its grammar: what two of them have in common is found by names and meanings. */
export interface MergeNode extends Span {
  /** Siblings of one name may be the same thing at two times; which of them are is told by what they say. */
  readonly name: string;
  /** As a person would point at it within its parent, such as `[smtp]`, `listen_port` or `listener 0.0.0.0:25`. */
  readonly label: string;
  /** All that it means; remarks, layout and quotes apart. */
  readonly says: string;
  /** Of what has parts. */
  readonly parts?: Parts;
  /** Of what has none: the bytes that tell it from the same thing at another time. */
  readonly value?: Span;
  /** A setting that stands in a comment, and is not in force. */
  readonly off?: boolean;
  /** Given twice, it is not known which one counts. */
  readonly once?: boolean;
  /** Two of this name are the same thing only when they have something in common. */
  readonly nameless?: boolean;
}

export interface Parts {
  readonly nodes: readonly MergeNode[];
  /** Where they stand: behind what opens it, up to what closes it. */
  readonly room: Span;
  /** Each makes sense without the others: what somebody has put among them stays when the rest goes. */
  readonly loose: boolean;
}

export interface MergeText {
  /** latin1: one character is one byte. */
  readonly text: string;
  readonly root: MergeNode;
  readonly comments: CommentStyle;
}

/** Leaves and parts that are not there. */
export const noParts: Parts = { nodes: [], room: { start: 0, end: 0 }, loose: true };
