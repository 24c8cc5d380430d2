import { type Assignment, readAssignment } from './assignment.js';
import { backOverBlanks, skipBlanks } from './blanks.js';

export type LineEnd = '\n' | '\r\n' | '';

interface LineText {
  /** The line's bytes without its ending; printing is text + end, whatever else was understood. */
  readonly text: string;
  readonly end: LineEnd;
}

/** `opaque`: not understood (a bare word, say), and therefore only carried along. */
export interface PlainLine extends LineText {
  readonly kind: 'blank' | 'comment' | 'opaque';
}

export interface HeaderLine extends LineText {
  readonly kind: 'header';
  /** What stands between the brackets, without blanks around it. */
  readonly name: string;
}

export interface KeyLine extends LineText {
  readonly kind: 'key';
  readonly key: Assignment;
}

export type IniLine = PlainLine | HeaderLine | KeyLine;

/** A line that cannot be understood; the offset counts bytes from its start. */
export interface BadLine {
  readonly kind: 'bad';
  readonly at: number;
  readonly problem: string;
}

/** Understands one line. Facts: nod32.cfg(5)-like ini, `;` and `#` comment at the start of a line only. */
export function readLine(text: string, end: LineEnd): IniLine | BadLine {
  const start = skipBlanks(text, 0);
  const first = text[start];
  if (first === undefined) return { kind: 'blank', text, end };
  if (first === ';' || first === '#') return { kind: 'comment', text, end };
  if (first === '[') return readHeader(text, end, start);
  const key = readAssignment(text, start);
  if (key === undefined) return { kind: 'opaque', text, end };
  if ('unclosedAt' in key) {
    return { kind: 'bad', at: key.unclosedAt, problem: 'this double quote is not closed on its line' };
  }
  return { kind: 'key', text, end, key };
}

/** A header that is misread would put every key below it into the wrong section: nothing is guessed here. */
function readHeader(text: string, end: LineEnd, open: number): HeaderLine | BadLine {
  const close = text.indexOf(']', open);
  if (close === -1) return { kind: 'bad', at: open, problem: 'this section header has no closing bracket' };
  const from = skipBlanks(text, open + 1);
  const name = text.slice(from, backOverBlanks(text, from, close));
  if (name === '') return { kind: 'bad', at: open, problem: 'this section header has no name' };
  const after = skipBlanks(text, close + 1);
  if (after < text.length && text[after] !== ';' && text[after] !== '#') {
    return { kind: 'bad', at: after, problem: 'there is more text after this section header' };
  }
  return { kind: 'header', text, end, name };
}
