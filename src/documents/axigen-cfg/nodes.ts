import type { Span } from '../axigen-text/cut.js';

/** A single value. `raw` is what stands in the file; an absent value (`denyRules =`) has `raw` and `value` ''. */
export interface CfgScalar extends Span {
  readonly kind: 'scalar';
  /** Without quotes, with `\"` and `\\` undone. One character is one byte. */
  readonly value: string;
  readonly raw: string;
}

/** `( ... )`: values or objects, separated by white space. */
export interface CfgSet extends Span {
  readonly kind: 'set';
  readonly items: readonly CfgValue[];
}

/** `{ ... }`; the span is that of the braces. */
export interface CfgObject extends Span {
  readonly kind: 'object';
  readonly attributes: readonly CfgAttribute[];
}

export type CfgValue = CfgScalar | CfgSet | CfgObject;

export type CfgNode = CfgValue | CfgAttribute;

/** `name = value`; the span runs from the name to the end of the value. */
export interface CfgAttribute extends Span {
  readonly kind: 'attribute';
  /** As written; names are compared without regard to case. */
  readonly name: string;
  readonly nameEnd: number;
  readonly value: CfgValue;
}

/** An axigen.cfg as it stands, and what it says. Never changed: an edit gives a new one. */
export interface CfgDocument {
  /** Where it comes from, for messages. */
  readonly file: string;
  /** The bytes as latin1: an offset is a byte's number. */
  readonly text: string;
  readonly rootName: string;
  readonly root: CfgObject;
}
