import { type CommentStyle, lineBeforeEndsInHashComment, restOfLineIfOwn } from './comments.js';
import { afterLineBreak, blanksBefore, lineStart, previousLineEnd, skipBlanks, startsLine } from './lines.js';

export interface Span {
  /** Offset of the first byte. */
  readonly start: number;
  /** Offset behind the last byte. */
  readonly end: number;
}

export interface Splice extends Span {
  readonly insert: string;
}

/**
 * The text with each span replaced. Spans may come in any order and must not overlap; what is put in at an offset stands before what
 * is replaced from there on.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const fromTheEnd = [...splices].sort((a, b) => b.start - a.start || b.end - a.end);
  return fromTheEnd.reduce(
    (current, { start, end, insert }) => current.slice(0, start) + insert + current.slice(end),
    text,
  );
}

/**
 * What to delete so that an item (an object of a set, a statement) is gone and its neighbours keep every byte.
 * Alone on its lines, it takes the lines, with a remark behind it; comments above it stay. Beside others on a line,
 * it takes the blanks that set it off.
 * @param gapStart where the white space and comments before the item begin
 */
export function cutOfItem(text: string, item: Span, gapStart: number, style: CommentStyle): Span {
  const { start, end } = item;
  const first = startsLine(text, start);
  const rest = restOfLineIfOwn(text, end, style);
  if (first && rest !== undefined) return { start: lineStart(text, start), end: afterLineBreak(text, rest) };

  const next = skipBlanks(text, end);
  if (!first) {
    const blanks = blanksBefore(text, start);
    return blanks < start || rest !== undefined ? { start: blanks, end } : { start, end: next };
  }
  const closes = text[next] === ')' || text[next] === '}';
  if (
    closes &&
    lineStart(text, start) > gapStart &&
    !lineBeforeEndsInHashComment(text, gapStart, start, style)
  ) {
    // The bracket goes back to where it stood before the item was put in front of it.
    return { start: previousLineEnd(text, start), end };
  }
  return { start, end: next };
}
