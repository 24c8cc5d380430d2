import type { LineReader } from './line-reader.js';

/** More than any message's headers; a whole message that is longer is cut here. */
const lineLimit = 5000;

/** Reads pasted lines up to a single dot or the end of the input. */
export async function pasteLines(
  question: string,
  reader: LineReader,
  write: (text: string) => void,
): Promise<string> {
  write(`${question}, then a line with a single dot (.) and Enter:\n`);
  const lines: string[] = [];
  while (lines.length < lineLimit) {
    const line = await reader.line();
    if (line === undefined || line === '.') break;
    lines.push(line);
  }
  return `${lines.join('\r\n')}\r\n`;
}
