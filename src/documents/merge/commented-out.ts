import type { Splice } from '../axigen-text/cut.js';
import { lineStart, startsLine } from '../axigen-text/lines.js';
import type { MergeNode, MergeText } from './node.js';

/**
 * Takes the mark of a comment away again that the run has put before a line. Where a setting has a remark behind it, or a value of several
 * words, its comment may as well be prose, and is no part of the document: so the whole line is looked for, and must be the only one.
 */
export function commentedOut(
  { text }: MergeText,
  node: MergeNode,
  left: MergeText,
  now: MergeText,
): Splice | undefined {
  if (!startsLine(text, node.start)) return undefined;
  const line = /^[^\r\n]*/.exec(text.slice(lineStart(text, node.start)))?.[0] ?? '';
  for (const muted of [`#${line}`, `;${line}`]) {
    const [start, ...more] = placesOf(now.text, muted);
    const others = placesOf(text, muted).length;
    if (start === undefined || more.length > 0 || others > 0 || placesOf(left.text, muted).length !== 1)
      continue;
    return { start, end: start + muted.length, insert: line };
  }
  return undefined;
}

/** Where a line stands. */
function placesOf(text: string, line: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
    const end = text.slice(at + line.length, at + line.length + 2);
    if (lineStart(text, at) === at && (end === '' || /^\r?\n/.test(end))) places.push(at);
  }
  return places;
}
