import type { FileHandle } from 'node:fs/promises';
import type { FoundObject, Judgement } from './judgement.js';

const chunkSize = 65536;
const longestHeader = 1 << 20;

/** @throws Error when the file is shorter than `end`. */
export async function* fileRange(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const buffer = Buffer.alloc(Math.min(chunkSize, end - at));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) throw new Error('the collected message is shorter than it was');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** A header without what described the body that is gone. */
function otherFields(header: string): string {
  const fields = header.split(/\r?\n(?![ \t])/).filter((field) => field.trim() !== '');
  return fields
    .filter((field) => !/^content-/i.test(field))
    .map((field) => `${field}\r\n`)
    .join('');
}

/** The header of an entity whose contents give way to plain text, without the empty line at its end. */
export async function plainTextHeader(file: FileHandle, object: FoundObject): Promise<string> {
  const headerEnd = Math.min(object.bodyStart, object.start + longestHeader);
  let header = '';
  for await (const chunk of fileRange(file, object.start, headerEnd)) header += chunk.toString('latin1');
  return [
    otherFields(header),
    'Content-Type: text/plain; charset=us-ascii\r\n',
    'Content-Transfer-Encoding: 7bit\r\n',
  ].join('');
}

/** A range of a message, with `replacement` in the place of each object that was found there. */
export async function* withReplacements(
  file: FileHandle,
  { start, end }: { readonly start: number; readonly end: number },
  judgement: Judgement,
  replacement: (object: FoundObject) => Promise<string>,
): AsyncGenerator<Buffer> {
  let at = start;
  for (const object of judgement) {
    yield* fileRange(file, at, object.start);
    yield Buffer.from(await replacement(object), 'latin1');
    at = object.end;
  }
  yield* fileRange(file, at, end);
}
