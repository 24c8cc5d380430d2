import { sh } from '../../shell.js';

/** A number in digits, blanks and the end of line. */
const width = 10;

/** The line in front of so many bytes. */
export function lengthLine(length: number): string {
  return `${String(length).padEnd(width - 1)}\n`;
}

/** Prints the number of such a line. From a terminal bash's `read` takes more than the line, and what it took is lost. */
export const takeLength = sh`dd bs=1 count=${width} 2>/dev/null`;
