import { isLineEnd, isWhiteSpace, skipBlanks } from './lines.js';

/** Which comments a language has: both have `#` to the end of the line; axigen.cfg has block comments too. */
export type CommentStyle = 'hash' | 'hash-and-block';

export type CommentKind = 'hash' | 'block';

/** The comment that begins at `offset`, if one does. An unclosed block comment has no end. */
export function commentAt(
  text: string,
  offset: number,
  style: CommentStyle,
): { readonly kind: CommentKind; readonly end: number | undefined } | undefined {
  if (text[offset] === '#') {
    let end = offset;
    while (!isLineEnd(text, end)) end += 1;
    return { kind: 'hash', end };
  }
  if (style === 'hash-and-block' && text.startsWith('/*', offset)) {
    const close = text.indexOf('*/', offset + 2);
    return { kind: 'block', end: close === -1 ? undefined : close + 2 };
  }
  return undefined;
}

/**
 * Where a new line may be put behind an item that ends at `end`: behind the comments that follow it on its last line,
 * so that a remark stays beside what it is about.
 */
export function behindItem(text: string, end: number, style: CommentStyle): number {
  let behind = end;
  for (;;) {
    const next = skipBlanks(text, behind);
    if (isLineEnd(text, next)) return next;
    const comment = commentAt(text, next, style);
    if (comment?.end === undefined) return behind;
    behind = comment.end;
  }
}

/** The end of the line, when only blanks and comments that end on this line follow `end` on it; else undefined. */
export function restOfLineIfOwn(text: string, end: number, style: CommentStyle): number | undefined {
  let at = end;
  for (;;) {
    at = skipBlanks(text, at);
    if (isLineEnd(text, at)) return at;
    const comment = commentAt(text, at, style);
    if (comment?.end === undefined || text.slice(at, comment.end).includes('\n')) return undefined;
    at = comment.end;
  }
}

/** Does the last line break of the gap `from`..`to` (white space and comments only) end a `#` comment? */
export function lineBeforeEndsInHashComment(
  text: string,
  from: number,
  to: number,
  style: CommentStyle,
): boolean {
  let at = from;
  let inHash = false;
  while (at < to) {
    const comment = commentAt(text, at, style);
    if (comment?.end !== undefined) {
      inHash = comment.kind === 'hash';
      at = comment.end;
      if (isLineEnd(text, at)) at = text.indexOf('\n', at) + 1 || to;
      else inHash = false;
    } else {
      if (text[at] === '\n' || !isWhiteSpace(text[at])) inHash = false;
      at += 1;
    }
  }
  return inHash;
}
