import { DocumentError } from '../document-error.js';
import { type IniLine, type LineEnd, readLine } from './line.js';

/**
 * An ini file without loss: an immutable value that prints to the bytes it was read from. Text is latin1
 * (one character is one byte), so bytes that are not UTF-8 come through unharmed.
 */
export interface IniDocument {
  /** For messages only. */
  readonly file: string;
  /** The UTF-8 byte order mark as latin1 text, or nothing. */
  readonly bom: typeof utf8Bom | '';
  readonly lines: readonly IniLine[];
}

const utf8Bom = '\u00ef\u00bb\u00bf';

/**
 * Reads a file of the nod32.cfg or imss.ini kind. Lines end with LF, CRLF or the end of the file; a CR
 * elsewhere is data, and so is a NUL.
 *
 * @throws DocumentError for what cannot be understood: UTF-16, a section header that is unclosed, nameless or
 * followed by more text, a value whose opening double quote is not closed on its line.
 */
export function parseIni(bytes: Uint8Array, file: string): IniDocument {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(whole)) {
    throw new DocumentError(file, 1, 1, 'this file is UTF-16; an ini file of single bytes was expected');
  }
  const bom = whole.startsWith(utf8Bom) ? utf8Bom : '';
  const pieces = whole.slice(bom.length).split('\n');
  const last = pieces.pop() ?? '';
  const frame = { file, bom } as const;
  const lines = pieces.map((piece, index) =>
    piece.endsWith('\r')
      ? lineOf(frame, index, piece.slice(0, -1), '\r\n')
      : lineOf(frame, index, piece, '\n'),
  );
  if (last !== '') lines.push(lineOf(frame, pieces.length, last, ''));
  return { ...frame, lines };
}

/** The exact bytes: of the file as read, but for the lines that were edited. */
export function printIni(document: IniDocument): Uint8Array {
  const text = document.bom + document.lines.map((line) => line.text + line.end).join('');
  return Buffer.from(text, 'latin1');
}

/** Understands a line that stands, or is to stand, at this index (from 0). @throws DocumentError */
export function lineOf(
  frame: Pick<IniDocument, 'file' | 'bom'>,
  index: number,
  text: string,
  end: LineEnd,
): IniLine {
  const line = readLine(text, end);
  if (line.kind === 'bad') throw errorAt(frame, index, line.at, line.problem);
  return line;
}

/** A DocumentError at an offset in the line of this index (from 0). */
export function errorAt(
  frame: Pick<IniDocument, 'file' | 'bom'>,
  index: number,
  offset: number,
  problem: string,
): DocumentError {
  const column = offset + 1 + (index === 0 ? frame.bom.length : 0);
  return new DocumentError(frame.file, index + 1, column, problem);
}
