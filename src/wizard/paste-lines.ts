import type { LineReader } from './line-reader.js';

/** More than any message's headers; a whole message that is longer is cut here. */
const lineLimit = 5000;

/** Reads pasted lines up to a single dot. Undefined: given up with Ctrl-D, or the input ended. */
export async function pasteLines(
  question: string,
  reader: LineReader,
  write: (text: string) => void,
): Promise<string | undefined> {
  write(`${question}, then a line with a single dot (.) and Enter. Ctrl-D goes back.\n`);
  return reader.pasting(write, async () => {
    const lines: string[] = [];
    while (lines.length < lineLimit) {
      const line = await reader.pastedLine();
      if (line === undefined) return undefined;
      if (line === '.') break;
      lines.push(line);
    }
    return `${lines.join('\r\n')}\r\n`;
  });
}
