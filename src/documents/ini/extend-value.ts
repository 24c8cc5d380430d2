import { errorAt, type IniDocument } from './document.js';
import { activePlaces, type KeyPlace } from './keys.js';
import { withText } from './set-key.js';
import { refuseUnwritable } from './value-text.js';

/**
 * The document with text put behind a value, within its quotes if it has some, at every active occurrence of a key; each byte
 * that stands there is kept. `suffix` tells what is to follow a value; nothing leaves the line as it is.
 *
 * @throws DocumentError when a value cannot be told for sure (see IniKey.doubt).
 * @throws RangeError for text that cannot be written.
 */
export function extendIniValue(
  document: IniDocument,
  section: string,
  key: string,
  suffix: (value: string) => string,
): IniDocument {
  return activePlaces(document, section, key).reduce((done, place) => extend(done, place, suffix), document);
}

function extend(
  document: IniDocument,
  { index, assignment }: KeyPlace,
  suffix: (value: string) => string,
): IniDocument {
  const { value, raw, quote, valueAt, doubt, name } = assignment;
  const more = suffix(value);
  if (more === '') return document;
  if (doubt !== undefined)
    throw errorAt(document, index, doubt.at, `${name} is left alone: ${doubt.problem}`);
  refuseUnwritable(value + more);
  // In a bare value a blank at the end or the mark of a comment would not be read back.
  if (quote === '' && /[;#]|[ \t]$/.test(more)) {
    throw new RangeError(`cannot be written behind a bare value of an ini file: ${JSON.stringify(more)}`);
  }
  const text = document.lines[index]?.text ?? '';
  const at = valueAt + raw.length - quote.length;
  return withText(document, index, text.slice(0, at) + more + text.slice(at));
}
