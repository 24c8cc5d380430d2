import { behindItem } from '../axigen-text/comments.js';
import type { Splice } from '../axigen-text/cut.js';
import {
  blanksBefore,
  indentOf,
  isBlank,
  isLineEnd,
  isWhiteSpace,
  lineBreakNear,
  lineStart,
  skipBlanks,
  startsLine,
} from '../axigen-text/lines.js';
import { cfgError, spliceCfg } from './document.js';
import { equalsLike, indentUnit, validName } from './layout.js';
import { type CfgPath, cfgAttributes, objectToEdit } from './lookup.js';
import type { CfgAttribute, CfgDocument, CfgObject } from './nodes.js';
import { encodeValue, sameValue } from './values.js';

/**
 * Sets an attribute of the object at `path`. Given more than once, it is set every time (which one AXIGEN heeds is not
 * documented); missing, it is added behind the object's last one. What already says the same is not touched.
 * @param value what it shall say, without quotes; one character is one byte
 * @throws DocumentError when the path leads to no object or the attribute holds a set or an object; UserError when the
 *   value cannot be written; RangeError for a name that cannot be one.
 */
export function setCfgAttribute(doc: CfgDocument, path: CfgPath, name: string, value: string): CfgDocument {
  const object = objectToEdit(doc, path);
  const present = cfgAttributes(object, name);
  if (present.length === 0) return insertAttribute(doc, object, name, encodeValue(value, false));
  return spliceCfg(
    doc,
    present.flatMap((attribute) => valueSplice(doc, attribute, value) ?? []),
  );
}

/**
 * Makes sure that the object at `path` has a set of that name, ready for {@link addCfgObject}: adds `name = ( )` where it
 * is missing, fills in `( )` where the name stands without a value, and changes nothing where there is one.
 * @throws DocumentError when the path leads to no object, or the attribute holds something else.
 */
export function addCfgSet(doc: CfgDocument, path: CfgPath, name: string): CfgDocument {
  const object = objectToEdit(doc, path);
  const [attribute, second] = cfgAttributes(object, name);
  if (attribute === undefined) return insertAttribute(doc, object, name, '( )');
  if (second !== undefined) throw cfgError(doc, second, `"${name}" is given twice, remove one`);
  if (attribute.value.kind === 'set') return doc;
  if (attribute.value.kind === 'scalar' && attribute.value.raw === '') {
    return spliceCfg(doc, [fillEmpty(doc, attribute, '( )')]);
  }
  throw cfgError(doc, attribute, `"${name}" holds a ${attribute.value.kind} where a set is expected`);
}

function valueSplice(doc: CfgDocument, attribute: CfgAttribute, value: string): Splice | undefined {
  const old = attribute.value;
  if (old.kind !== 'scalar') {
    throw cfgError(
      doc,
      attribute,
      `"${attribute.name}" holds a ${old.kind} where a single value is expected`,
    );
  }
  if (sameValue(old.value, value)) return undefined;
  const insert = encodeValue(value, old.raw.startsWith('"'));
  return old.raw === '' ? fillEmpty(doc, attribute, insert) : { start: old.start, end: old.end, insert };
}

/** `denyRules =` gets its value on the same line, set off as its `=` is, before any remark. */
function fillEmpty(doc: CfgDocument, attribute: CfgAttribute, raw: string): Splice {
  const { text } = doc;
  const behindEquals = attribute.value.start;
  const spaced = !isBlank(text[behindEquals]) && text[attribute.nameEnd] !== '=';
  const at = isBlank(text[behindEquals]) ? behindEquals + 1 : behindEquals;
  const needsSpaceAfter = !isLineEnd(text, at) && !isWhiteSpace(text[at]);
  return { start: at, end: at, insert: `${spaced ? ' ' : ''}${raw}${needsSpaceAfter ? ' ' : ''}` };
}

function insertAttribute(doc: CfgDocument, object: CfgObject, name: string, raw: string): CfgDocument {
  const last = object.attributes.at(-1);
  const written = `${validName(name)}${equalsLike(doc, last)}${raw}`;
  const splice =
    last === undefined ? firstAttribute(doc, object, written) : nextAttribute(doc, object, last, written);
  return spliceCfg(doc, [splice]);
}

function nextAttribute(doc: CfgDocument, object: CfgObject, last: CfgAttribute, written: string): Splice {
  const { text } = doc;
  const lineOfLast = skipBlanks(text, lineStart(text, last.start));
  const hasOwnLine = lineOfLast > object.start;
  // Behind a name without a value, one more name on the same line would be taken for its value.
  const emptyLast = last.value.start === last.value.end;
  if (!hasOwnLine && !emptyLast) return { start: last.end, end: last.end, insert: ` ${written}` };
  const at = behindItem(text, last.end, 'hash-and-block');
  return { start: at, end: at, insert: lineBreakNear(text, at) + indentOf(text, last.start) + written };
}

function firstAttribute(doc: CfgDocument, object: CfgObject, written: string): Splice {
  const { text } = doc;
  const close = object.end - 1;
  if (startsLine(text, close) && lineStart(text, close) > object.start) {
    const at = lineStart(text, close);
    const indent = indentOf(text, close) + indentUnit(doc);
    return { start: at, end: at, insert: indent + written + lineBreakNear(text, previous(at)) };
  }
  return { start: blanksBefore(text, close), end: close, insert: ` ${written} ` };
}

function previous(offset: number): number {
  return Math.max(0, offset - 1);
}
