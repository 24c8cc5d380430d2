/** A document that could not be understood. Line and column count from 1; the column counts bytes. */
export class DocumentError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;

  constructor(file: string, line: number, column: number, problem: string) {
    super(`${file}, line ${line}, column ${column}: ${problem}`);
    this.name = 'DocumentError';
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }
}

/** Offset in bytes (latin1 text: one character is one byte) to line and column, both from 1. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
