import type { Span } from '../axigen-text/cut.js';

/** `"..."`, possibly over several lines. */
export interface PolicyString extends Span {
  readonly kind: 'string';
  /** Without quotes, with `\"` and `\\` undone; `%name%` as it stands. One character is one byte. */
  readonly value: string;
}

/** A bare word: a variable or a method. */
export interface PolicyWord extends Span {
  readonly kind: 'word';
  readonly name: string;
}

/** `name (argument, ...)`: a condition such as anyOf, is, ipRange, or the call that is a statement. */
export interface PolicyCall extends Span {
  readonly kind: 'call';
  /** As written; names are compared without regard to case. */
  readonly name: string;
  readonly args: readonly PolicyExpression[];
}

export type PolicyExpression = PolicyString | PolicyWord | PolicyCall;

/** `set (variable, value);` */
export interface SetStatement extends Span {
  readonly kind: 'set';
  readonly variable: string;
  readonly value: PolicyExpression;
}

/** `call (method);` */
export interface CallStatement extends Span {
  readonly kind: 'call-method';
  readonly method: string;
}

/** Any other `name (arguments);`, kept as it is. */
export interface OtherStatement extends Span {
  readonly kind: 'other';
  readonly call: PolicyCall;
}

/** `if (condition) { ... }`. An `else` is not in the manuals; it is understood in case a version has it. */
export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly condition: PolicyExpression;
  readonly then: PolicyBlock;
  readonly otherwise: ElseBranch | undefined;
}

export interface ElseBranch extends Span {
  /** The span begins at the word `else`. */
  readonly body: PolicyBlock | IfStatement;
}

export type PolicyStatement = SetStatement | CallStatement | OtherStatement | IfStatement;

/** `{ ... }`; the span is that of the braces. */
export interface PolicyBlock extends Span {
  readonly kind: 'block';
  readonly statements: readonly PolicyStatement[];
}

/** `event name { ... }` or `method name { ... }` */
export interface PolicyDeclaration extends Span {
  readonly kind: 'event' | 'method';
  readonly name: string;
  readonly body: PolicyBlock;
}

/** A policy script as it stands, and what it says. Never changed: an edit gives a new one. */
export interface PolicyDocument {
  /** Where it comes from, for messages. */
  readonly file: string;
  /** The bytes as latin1: an offset is a byte's number. */
  readonly text: string;
  readonly declarations: readonly PolicyDeclaration[];
}
