import type { FileHandle } from 'node:fs/promises';

export interface FileLine {
  /** Where the line begins in the file. */
  readonly start: number;
  /** Where its line end (CRLF or LF) begins. */
  readonly contentEnd: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Without its line end; cut off at `longestShown` bytes, as a line may be as long as the file. */
  readonly text: string;
}

const longestShown = 4096;
const chunkSize = 65536;

/** The lines of a file from its start, one at a time; bytes come as latin1 characters. The memory it takes is bounded. */
export async function* fileLines(file: FileHandle): AsyncGenerator<FileLine> {
  const chunk = Buffer.alloc(chunkSize);
  let lineStart = 0;
  let shown = '';
  let previousByte = 0;
  let position = 0;
  const show = (from: number, to: number): void => {
    const room = longestShown - shown.length;
    if (room > 0) shown += chunk.toString('latin1', from, Math.min(to, from + room));
    if (to > from) previousByte = chunk[to - 1] ?? 0;
  };
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkSize, position);
    if (bytesRead === 0) break;
    let from = 0;
    for (let lf = chunk.indexOf(10, from); lf >= 0 && lf < bytesRead; lf = chunk.indexOf(10, from)) {
      show(from, lf);
      const end = position + lf + 1;
      const hasCr = previousByte === 13 && end - lineStart > 1;
      const text = hasCr && shown.endsWith('\r') ? shown.slice(0, -1) : shown;
      yield { start: lineStart, contentEnd: end - (hasCr ? 2 : 1), end, text };
      shown = '';
      from = lf + 1;
      lineStart = end;
      previousByte = 10;
    }
    show(from, bytesRead);
    position += bytesRead;
  }
  if (position > lineStart) yield { start: lineStart, contentEnd: position, end: position, text: shown };
}
