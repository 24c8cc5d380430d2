import { cfgError, cfgLine } from './document.js';
import type { CfgAttribute, CfgDocument, CfgObject, CfgSet, CfgValue } from './nodes.js';
import { sameName } from './values.js';

/**
 * The way from the root object to a value: names of attributes (without regard to case), and numbers that count the
 * objects of a set from 0. The empty path is the root object.
 */
export type CfgPath = readonly (string | number)[];

/** The attribute of that name, the first if it is given more than once (see {@link cfgAttributes}). */
export function cfgAttribute(object: CfgObject, name: string): CfgAttribute | undefined {
  return object.attributes.find((attribute) => sameName(attribute.name, name));
}

/** Every attribute of that name. Which one AXIGEN heeds is not documented, so two are worth a warning. */
export function cfgAttributes(object: CfgObject, name: string): readonly CfgAttribute[] {
  return object.attributes.filter((attribute) => sameName(attribute.name, name));
}

/** The objects of a set, in order; numbers in a path count these. */
export function cfgObjects(set: CfgSet): readonly CfgObject[] {
  return set.items.filter((item) => item.kind === 'object');
}

/** The value at the path, or undefined when there is none. Of a name given twice, the first counts. */
export function cfgAt(doc: CfgDocument, path: CfgPath): CfgValue | undefined {
  return path.reduce<CfgValue | undefined>((value, part) => child(value, part), doc.root);
}

/** The object to edit. @throws DocumentError when the path leads to none, or to one of two. */
export function objectToEdit(doc: CfgDocument, path: CfgPath): CfgObject {
  const value = valueToEdit(doc, path);
  if (value.kind !== 'object')
    throw cfgError(doc, value, `${describe(path)} is a ${value.kind}, not an object`);
  return value;
}

/** The set to edit. @throws DocumentError when the path leads to none, or to one of two. */
export function setToEdit(doc: CfgDocument, path: CfgPath): CfgSet {
  const value = valueToEdit(doc, path);
  if (value.kind !== 'set') throw cfgError(doc, value, `${describe(path)} is a ${value.kind}, not a set`);
  return value;
}

function valueToEdit(doc: CfgDocument, path: CfgPath): CfgValue {
  let value: CfgValue = doc.root;
  for (const [depth, part] of path.entries()) {
    const here = path.slice(0, depth + 1);
    if (value.kind === 'object' && typeof part === 'string') refuseTwins(doc, value, part, here);
    const next = child(value, part);
    if (next === undefined)
      throw cfgError(doc, value, `${describe(here)} is missing from this ${value.kind}`);
    value = next;
  }
  return value;
}

/** Editing one of two would be a guess: which of them AXIGEN heeds is not documented. */
function refuseTwins(doc: CfgDocument, object: CfgObject, name: string, path: CfgPath): void {
  const [first, second] = cfgAttributes(object, name);
  if (first === undefined || second === undefined) return;
  const problem = `${describe(path)} is given twice, here and on line ${cfgLine(doc, first)}; which one AXIGEN uses is not known, remove one`;
  throw cfgError(doc, second, problem);
}

function child(value: CfgValue | undefined, part: string | number): CfgValue | undefined {
  if (value?.kind === 'object' && typeof part === 'string') return cfgAttribute(value, part)?.value;
  if (value?.kind === 'set' && typeof part === 'number') return cfgObjects(value)[part];
  return undefined;
}

function describe(path: CfgPath): string {
  return path.length === 0 ? 'the root object' : `"${path.join('.')}"`;
}
