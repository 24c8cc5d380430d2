import { indentOf, lineBreakNear, startsLine } from '../axigen-text/lines.js';
import { cfgAttribute } from './lookup.js';
import type { CfgAttribute, CfgDocument, CfgObject } from './nodes.js';
import { encodeValue, isName } from './values.js';

/** One step of indentation: that of the first attribute of the root on a line of its own; four spaces if none tells. */
export function indentUnit(doc: CfgDocument): string {
  const attribute = doc.root.attributes.find((candidate) => startsLine(doc.text, candidate.start));
  const unit = attribute === undefined ? '' : indentOf(doc.text, attribute.start);
  return unit === '' ? '    ' : unit;
}

/** `=` or ` = `, as the neighbour has it. */
export function equalsLike(doc: CfgDocument, neighbour: CfgAttribute | undefined): string {
  return neighbour !== undefined && doc.text[neighbour.nameEnd] === '=' ? '=' : ' = ';
}

/** How a new object is laid out: on one line, or with an attribute on each line between lines for its braces. */
export type ObjectLayout =
  | { readonly form: 'line'; readonly equals: string }
  | { readonly form: 'block'; readonly equals: string; readonly inner: string; readonly outer: string };

/** The layout of an object that stands in the file, to be followed by its new neighbour. */
export function layoutOf(doc: CfgDocument, object: CfgObject): ObjectLayout {
  const { text } = doc;
  const equals = equalsLike(doc, object.attributes[0]);
  if (!text.slice(object.start, object.end).includes('\n')) return { form: 'line', equals };
  const close = object.end - 1;
  const outer = indentOf(text, startsLine(text, close) ? close : object.start);
  const onOwnLine = object.attributes.find((attribute) => startsLine(text, attribute.start));
  const inner = onOwnLine === undefined ? outer + indentUnit(doc) : indentOf(text, onOwnLine.start);
  return { form: 'block', equals, inner, outer };
}

/**
 * The text of a new object. Values are quoted where they must be, or where `like` has the same attribute in quotes.
 * @throws RangeError for a name that cannot be one; UserError for a value that cannot be written.
 */
export function renderObject(
  doc: CfgDocument,
  at: number,
  attributes: readonly (readonly [string, string])[],
  layout: ObjectLayout,
  like?: CfgObject,
): string {
  const lines = attributes.map(([name, value]) => {
    const twin = like === undefined ? undefined : cfgAttribute(like, name)?.value;
    const keepQuotes = twin?.kind === 'scalar' && twin.raw.startsWith('"');
    return `${validName(name)}${layout.equals}${encodeValue(value, keepQuotes)}`;
  });
  if (layout.form === 'line') return ['{', ...lines, '}'].join(' ');
  const eol = lineBreakNear(doc.text, at);
  return ['{', ...lines.map((line) => layout.inner + line), `${layout.outer}}`].join(eol);
}

export function validName(name: string): string {
  if (!isName(name)) throw new RangeError(`${JSON.stringify(name)} cannot be the name of an attribute`);
  return name;
}
