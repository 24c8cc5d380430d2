import { applySplices, type Span, type Splice } from '../axigen-text/cut.js';
import { bytesFromText, textFromBytes } from '../axigen-text/lines.js';
import { placeAt } from '../document-error.js';
import type { PolicyDocument } from './nodes.js';
import { PolicyParser } from './parser.js';

/**
 * Reads an SMTP policy script.
 * @throws DocumentError naming line and column when the text is not understood. An unclosed bracket or quote is reported
 *   where it opens.
 */
export function parsePolicy(bytes: Uint8Array, file: string): PolicyDocument {
  return parseText(textFromBytes(bytes), file);
}

/** The document's bytes: those that were parsed, with the edits made since. */
export function printPolicy(doc: PolicyDocument): Uint8Array {
  return bytesFromText(doc.text);
}

/** Line and column, from 1, where a node of this document begins. */
export function policyPlace(doc: PolicyDocument, node: Span): { line: number; column: number } {
  return placeAt(doc.text, node.start);
}

/** Names of variables, functions, events and methods have no case. */
export function samePolicyName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function cutPolicy(doc: PolicyDocument, cuts: readonly Span[]): PolicyDocument {
  return splicePolicy(
    doc,
    cuts.map(({ start, end }) => ({ start, end, insert: '' })),
  );
}

export function splicePolicy(doc: PolicyDocument, splices: readonly Splice[]): PolicyDocument {
  return parseText(applySplices(doc.text, splices), doc.file);
}

function parseText(text: string, file: string): PolicyDocument {
  return { file, text, declarations: new PolicyParser(text, file).parseFile() };
}
