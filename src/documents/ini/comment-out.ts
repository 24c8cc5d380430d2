import type { IniDocument } from './document.js';
import { activePlaces } from './keys.js';
import { withText } from './set-key.js';

/**
 * Turns every active occurrence of a key off by a mark at the very start of its line, the only place where both vendors are
 * known to honour one. A key that is not active leaves the document as it is.
 */
export function commentOutIniKey(
  document: IniDocument,
  section: string,
  key: string,
  mark: '#' | ';',
): IniDocument {
  return activePlaces(document, section, key).reduce(
    (done, { index }) => withText(done, index, mark + (done.lines[index]?.text ?? '')),
    document,
  );
}
