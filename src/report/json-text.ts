import { cut } from '../text/cut.js';
import { escapedForJson, unsafe } from '../text/unsafe.js';

/** Characters of one text in a report: no finding needs more, and a server may say a megabyte. */
const longest = 2000;

/**
 * An object as JSON text that is safe on a terminal: JSON itself leaves much of what a terminal obeys as it is. A program
 * reads back exactly what was written. Pure.
 */
export function jsonText(document: object): string {
  // Raw line feeds stand between the values only, where JSON puts them.
  return JSON.stringify(document, undefined, 2).replace(unsafe, (character) =>
    character === '\n' ? character : escapedForJson(character),
  );
}

/** The same for a report that is only looked at: each text in it is cut to 2000 characters. Pure. */
export function reportJsonText(document: object): string {
  return jsonText(shortened(document));
}

function shortened(document: object): object {
  return Array.isArray(document)
    ? document.map(short)
    : Object.fromEntries(Object.entries(document).map(([key, value]) => [key, short(value)]));
}

function short(value: unknown): unknown {
  if (typeof value === 'string') return cut(value, longest);
  return typeof value === 'object' && value !== null ? shortened(value) : value;
}
