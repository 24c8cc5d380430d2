import { cutMark } from './cut.js';
import { escaped, unsafe } from './unsafe.js';

/** Nearly all that is ever shown. */
const harmless = /^[\t\x20-\x7e]*$/;

/**
 * Text from outside (banners, headers, file contents, file names) made safe for a terminal: what it would obey, or show as
 * nothing, becomes a visible escape; a tab stays one. Never longer than `limit` (UTF-16 units, 1 or more; escapes count
 * as they are shown), so a text that was made safe stays as it is when it is made safe again. Pure.
 */
export function escapeControl(text: string, limit = 2000): string {
  const head = text.slice(0, limit);
  const safe = harmless.test(head) ? head : head.replace(unsafe, shown);
  return text.length <= limit && safe.length <= limit ? safe : cutSafely(text, limit);
}

function cutSafely(text: string, limit: number): string {
  const room = limit - cutMark(text.length, limit).length;
  // One more, so that no character is taken apart at the end.
  const head = text.slice(0, room + 1);
  let out = '';
  let used = 0;
  for (const piece of pieces(head)) {
    if (out.length + piece.shown.length > room) break;
    out += piece.shown;
    used += piece.length;
  }
  return `${out}${cutMark(text.length - used, limit)}`;
}

/** Each character with how it is shown. */
function* pieces(text: string): Generator<{ readonly shown: string; readonly length: number }> {
  let at = 0;
  for (const found of text.matchAll(unsafe)) {
    for (const character of text.slice(at, found.index)) yield { shown: character, length: character.length };
    yield { shown: shown(found[0]), length: found[0].length };
    at = found.index + found[0].length;
  }
  for (const character of text.slice(at)) yield { shown: character, length: character.length };
}

function shown(character: string): string {
  return character === '\t' ? character : escaped(character);
}
