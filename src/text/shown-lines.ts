import { escapeControl } from './escape.js';

/** More than any message of ours has; a server may say thousands. */
const most = 400;

/**
 * Text from outside of several lines, each made safe to show; CRLF ends a line as LF does. Of more than 400 lines the first
 * ones are given, and how many there are besides. Pure.
 */
export function shownLines(text: string): readonly string[] {
  const lines = text.split('\n');
  const shown = lines.slice(0, most).map((line) => escapeControl(line.replace(/\r$/, '')));
  return lines.length > most ? [...shown, `(${lines.length - most} more lines)`] : shown;
}
