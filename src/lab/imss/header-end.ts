import type { FileHandle } from 'node:fs/promises';
import { fileLines } from '../scanning/file-lines.js';

export interface HeaderEnd {
  /** Behind the last line of the header, in bytes. */
  readonly at: number;
  /** Whether an empty line follows, as it should before a body. */
  readonly separated: boolean;
}

const field = /^[!-9;-~]+[ \t]*:/;
const folded = /^[ \t]/;

/** Where a message's header ends. A header that goes on to the end of the message counts as separated. */
export async function headerEnd(file: FileHandle): Promise<HeaderEnd> {
  let at = 0;
  for await (const { start, end, text } of fileLines(file)) {
    if (text === '') return { at: start, separated: true };
    if (!field.test(text) && !(at > 0 && folded.test(text))) return { at: start, separated: false };
    at = end;
  }
  return { at, separated: true };
}
