import { appendKey } from './append-key.js';
import { errorAt, type IniDocument, lineOf } from './document.js';
import { activePlaces, commentedPlaces, type KeyPlace } from './keys.js';
import { iniSections, sectionLabel } from './sections.js';
import { refuseUnwritable, valueText } from './value-text.js';

export interface SetIniKeyOptions {
  /** Put the value in double quotes where no line shows the custom (strings yes, numbers and yes/no no). */
  readonly quoteNew?: boolean;
}

/**
 * The document with a key set, every byte outside the value kept (facts on nod32.cfg: line editing rule).
 * - The key is active in a section of that name: its value is replaced, in quotes if it was; at every active occurrence,
 *   so that it does not matter which one the vendor reads.
 * - Else its first commented-out default (`;num_thr = 2`) is turned on in place: the mark and the blanks behind it go.
 * - Else a line is added at the end of the last section of that name that holds anything, in the style of its neighbours.
 *
 * Setting what is already set gives the same document. Values are latin1 text: one character is one byte.
 *
 * @throws DocumentError when there is no such section, or the value that stands there cannot be told for sure
 * (see IniKey.doubt).
 * @throws RangeError for a value or a new key that cannot be written.
 */
export function setIniKey(
  document: IniDocument,
  section: string,
  key: string,
  value: string,
  options: SetIniKeyOptions = {},
): IniDocument {
  refuseUnwritable(value);
  const quoteNew = options.quoteNew ?? false;
  const active = activePlaces(document, section, key);
  if (active.length > 0) {
    return active.reduce((done, place) => replaceValue(done, place, value, quoteNew), document);
  }
  const commented = commentedPlaces(document, section, key)[0];
  if (commented !== undefined) return turnOn(document, commented, value, quoteNew);

  const [first, ...rest] = iniSections(document, section);
  if (first === undefined) {
    throw errorAt(document, Math.max(0, document.lines.length - 1), 0, `no ${sectionLabel(section)} section`);
  }
  return appendKey(document, [first, ...rest], key, value, quoteNew);
}

function replaceValue(document: IniDocument, place: KeyPlace, value: string, quoteNew: boolean): IniDocument {
  const { index, assignment } = place;
  const { doubt, valueAt, raw } = assignment;
  if (doubt !== undefined) {
    throw errorAt(document, index, doubt.at, `${assignment.name} is left alone: ${doubt.problem}`);
  }
  if (assignment.value === value) return document;
  const text = document.lines[index]?.text ?? '';
  const after = text.slice(valueAt + raw.length);
  return withText(document, index, text.slice(0, valueAt) + valueText(value, assignment, quoteNew) + after);
}

function turnOn(document: IniDocument, place: KeyPlace, value: string, quoteNew: boolean): IniDocument {
  const { nameAt, valueAt, raw } = place.assignment;
  const text = document.lines[place.index]?.text ?? '';
  // A parser that takes an indented line for a continuation must not see one where there was none.
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  const written = valueText(value, place.assignment, quoteNew);
  const after = text.slice(valueAt + raw.length);
  return withText(document, place.index, indent + text.slice(nameAt, valueAt) + written + after);
}

/** The document with one line's text replaced, its ending kept. */
export function withText(document: IniDocument, index: number, text: string): IniDocument {
  const lines = document.lines.map((line, at) =>
    at === index ? lineOf(document, at, text, line.end) : line,
  );
  return { ...document, lines };
}
