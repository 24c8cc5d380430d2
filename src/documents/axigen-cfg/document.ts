import { applySplices, type Splice } from '../axigen-text/cut.js';
import { bytesFromText, textFromBytes } from '../axigen-text/lines.js';
import { DocumentError, placeAt } from '../document-error.js';
import type { CfgDocument, CfgNode } from './nodes.js';
import { CfgParser } from './parser.js';

/**
 * Reads an axigen.cfg.
 * @throws DocumentError naming line and column when the text is not understood. An unclosed bracket, quote or comment is
 *   reported where it opens.
 */
export function parseAxigenCfg(bytes: Uint8Array, file: string): CfgDocument {
  return parseText(textFromBytes(bytes), file);
}

/** The document's bytes: those that were parsed, with the edits made since. */
export function printAxigenCfg(doc: CfgDocument): Uint8Array {
  return bytesFromText(doc.text);
}

/** The number, from 1, of the line on which a node of this document begins. */
export function cfgLine(doc: CfgDocument, node: CfgNode): number {
  return placeAt(doc.text, node.start).line;
}

export function spliceCfg(doc: CfgDocument, splices: readonly Splice[]): CfgDocument {
  return splices.length === 0 ? doc : parseText(applySplices(doc.text, splices), doc.file);
}

export function cfgError(doc: CfgDocument, node: CfgNode, problem: string): DocumentError {
  const { line, column } = placeAt(doc.text, node.start);
  return new DocumentError(doc.file, line, column, problem);
}

function parseText(text: string, file: string): CfgDocument {
  return { file, text, ...new CfgParser(text, file).parseFile() };
}
