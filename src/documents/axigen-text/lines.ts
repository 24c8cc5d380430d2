/**
 * Lines of a document that is held as latin1 text (one character is one byte). A line ends with `\n` or `\r\n`;
 * a lone `\r` is only white space, as it is to AXIGEN on Linux.
 */

/** Bytes as text of the same length, whatever encoding they are in. */
export function textFromBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The exact inverse of {@link textFromBytes}. */
export function bytesFromText(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** Length of the UTF-8 byte order mark at the start of the text: 3 or 0. */
export function byteOrderMarkLength(text: string): number {
  return text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

export function isWhiteSpace(character: string | undefined): boolean {
  return character !== undefined && /[ \t\r\n\v\f]/.test(character);
}

/** True at `\n`, at the `\r` of `\r\n`, and at the end of the text. */
export function isLineEnd(text: string, offset: number): boolean {
  return offset >= text.length || text[offset] === '\n' || text.startsWith('\r\n', offset);
}

/** Offset of the first character of the line that `offset` is on. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line break at `offset`; `offset` itself when the text ends there. */
export function afterLineBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return text[offset] === '\n' ? offset + 1 : offset;
}

/** Offset of the end of the line before the one that `offset` is on, before its line break. */
export function previousLineEnd(text: string, offset: number): number {
  const newline = lineStart(text, offset) - 1;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (isBlank(text[at])) at += 1;
  return at;
}

/** Offset where the run of blanks that ends at `offset` begins. */
export function blanksBefore(text: string, offset: number): number {
  let at = offset;
  while (isBlank(text[at - 1])) at -= 1;
  return at;
}

/** Is there nothing but blanks before `offset` on its line? */
export function startsLine(text: string, offset: number): boolean {
  return blanksBefore(text, offset) === lineStart(text, offset);
}

/** The blanks that the line of `offset` begins with. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** The line break in use around `offset`: that of its own line, else of the line before, else `\n`. */
export function lineBreakNear(text: string, offset: number): string {
  const after = text.indexOf('\n', offset);
  const newline = after === -1 ? text.lastIndexOf('\n', offset) : after;
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}
