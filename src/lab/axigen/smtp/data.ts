import type { ByteReader } from '../../mail/byte-reader.js';

/** Read at once; longer lines come in parts. Bytes. */
const segmentLimit = 64 * 1024;

export interface ReceivedData {
  readonly message: Buffer;
  /** More came than was allowed; the message is not kept. */
  readonly tooLarge: boolean;
}

/**
 * Reads the lines after DATA up to the lone dot, and takes the doubled dots away.
 * @param limit largest message, in bytes
 * @param bareNewlines the client ends lines with LF alone: then LF . LF ends the message too
 * @returns undefined when the client left before the end
 */
export async function readData(
  reader: ByteReader,
  limit: number,
  bareNewlines: boolean,
): Promise<ReceivedData | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  let lineStart = true;
  let previous = 10;
  for (;;) {
    const segment = await reader.segment(segmentLimit);
    if (segment === undefined) return undefined;
    let content = segment;
    if (lineStart && segment[0] === 46) {
      const rest = segment.toString('latin1', 1, 3);
      if (segment.length <= 3 && (rest === '\r\n' || (bareNewlines && rest === '\n'))) {
        return { message: Buffer.concat(parts), tooLarge: size > limit };
      }
      content = segment.subarray(1);
    }
    size += content.length;
    if (size > limit) parts.length = 0;
    else parts.push(content);
    const beforeLast = segment.length > 1 ? segment.at(-2) : previous;
    previous = segment.at(-1) ?? previous;
    lineStart = previous === 10 && (bareNewlines || beforeLast === 13);
  }
}

/**
 * Reads the bytes after a BDAT command.
 * @param keep how many of them to keep, from the first; the others are thrown away
 * @returns undefined when the client left before the end
 */
export async function readChunk(
  reader: ByteReader,
  length: number,
  keep: number,
): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let read = 0;
  while (read < length) {
    const part = await reader.chunk(length - read);
    if (part === undefined) return undefined;
    if (read < keep) parts.push(part.subarray(0, keep - read));
    read += part.length;
  }
  return Buffer.concat(parts);
}
