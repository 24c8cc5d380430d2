import { behindItem } from '../axigen-text/comments.js';
import { cutOfItem, type Splice } from '../axigen-text/cut.js';
import { blanksBefore, indentOf, lineBreakNear, lineStart, startsLine } from '../axigen-text/lines.js';
import { cfgError, spliceCfg } from './document.js';
import { indentUnit, layoutOf, type ObjectLayout, renderObject } from './layout.js';
import { type CfgPath, cfgObjects, setToEdit } from './lookup.js';
import type { CfgDocument, CfgObject, CfgSet } from './nodes.js';

type Attributes = readonly (readonly [string, string])[];

/**
 * Adds an object behind the last one of the set at `path`, laid out as that one is; an empty set gets it one step deeper
 * than itself.
 * @param attributes names and values (without quotes), in the order in which they shall stand
 * @throws DocumentError when the path leads to no set, or to one that holds values; UserError when a value cannot be
 *   written; RangeError for a name that cannot be one.
 */
export function addCfgObject(doc: CfgDocument, path: CfgPath, attributes: Attributes): CfgDocument {
  const set = setToEdit(doc, path);
  const stranger = set.items.find((item) => item.kind !== 'object');
  if (stranger !== undefined) throw cfgError(doc, stranger, 'a value stands here in a set of objects');
  const last = cfgObjects(set).at(-1);
  const splice = last === undefined ? onlyObject(doc, set, attributes) : nextObject(doc, last, attributes);
  return spliceCfg(doc, [splice]);
}

/**
 * Removes the object with that number (from 0) from the set at `path`. Alone on its lines, it takes them; a remark behind
 * its closing brace goes with it, comments above it stay.
 * @throws DocumentError when the path leads to no set; RangeError when the set has no such object.
 */
export function removeCfgObject(doc: CfgDocument, path: CfgPath, index: number): CfgDocument {
  const set = setToEdit(doc, path);
  const object = cfgObjects(set)[index];
  if (object === undefined) throw new RangeError(`the set has no object number ${index}`);
  const before = set.items[set.items.indexOf(object) - 1];
  const cut = cutOfItem(doc.text, object, before?.end ?? set.start + 1, 'hash-and-block');
  return spliceCfg(doc, [{ ...cut, insert: '' }]);
}

function nextObject(doc: CfgDocument, last: CfgObject, attributes: Attributes): Splice {
  const { text } = doc;
  const object = renderObject(doc, last.end, attributes, layoutOf(doc, last), last);
  if (!startsLine(text, last.start)) return { start: last.end, end: last.end, insert: ` ${object}` };
  const at = behindItem(text, last.end, 'hash-and-block');
  return { start: at, end: at, insert: lineBreakNear(text, at) + indentOf(text, last.start) + object };
}

function onlyObject(doc: CfgDocument, set: CfgSet, attributes: Attributes): Splice {
  const { text } = doc;
  const close = set.end - 1;
  const unit = indentUnit(doc);
  const eol = lineBreakNear(text, set.start);
  const block = (outer: string): ObjectLayout => ({
    form: 'block',
    equals: ' = ',
    inner: outer + unit,
    outer,
  });

  if (startsLine(text, close) && lineStart(text, close) > set.start) {
    const at = lineStart(text, close);
    const indent = indentOf(text, close) + unit;
    const object = renderObject(doc, set.start, attributes, block(indent));
    return { start: at, end: at, insert: indent + object + eol };
  }
  const start = blanksBefore(text, close);
  if (hasOwnLine(text, set)) {
    const outer = indentOf(text, set.start);
    const object = renderObject(doc, set.start, attributes, block(outer + unit));
    return { start, end: close, insert: eol + outer + unit + object + eol + outer };
  }
  const object = renderObject(doc, set.start, attributes, { form: 'line', equals: ' = ' });
  return { start, end: close, insert: ` ${object} ` };
}

/** Does the line hold nothing before the set but its name? Else the set stands in a one-line object and stays on its line. */
function hasOwnLine(text: string, set: CfgSet): boolean {
  const before = text.slice(lineStart(text, set.start), set.start);
  return /^[ \t]*(?:[A-Za-z0-9_.-]+[ \t]*=[ \t]*)?$/.test(before);
}
