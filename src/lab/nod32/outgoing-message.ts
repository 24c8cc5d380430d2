import type { FileHandle } from 'node:fs/promises';
import { type Footnotes, footnoteText } from './footnote.js';
import type { FoundObject, Judgement } from './judgement.js';

/** The form that mails of 2005 to 2008 carry; put above all other headers. */
export const scannerHeader = [
  'X-Virus-Scanner: This message was checked by NOD32 Antivirus system',
  '\tNOD32 for Linux Mail Server.',
  '\tFor more information on NOD32 Antivirus System,',
  '\tplease, visit our website: http://www.nod32.com/.',
  '',
].join('\r\n');

const chunkSize = 65536;
const longestHeader = 1 << 20;

async function* range(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
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

/** An entity whose contents were removed: plain text that says so, in its place. */
async function replacement(file: FileHandle, object: FoundObject, footnotes: Footnotes): Promise<Buffer> {
  const headerEnd = Math.min(object.bodyStart, object.start + longestHeader);
  let header = '';
  for await (const chunk of range(file, object.start, headerEnd)) header += chunk.toString('latin1');
  const text = [
    otherFields(header),
    'Content-Type: text/plain; charset=us-ascii\r\n',
    'Content-Transfer-Encoding: 7bit\r\n\r\n',
    footnoteText(footnotes, object),
  ];
  return Buffer.from(text.join(''), 'latin1');
}

/** The message as AXIGEN gets it: X-Virus-Scanner on top, and footnotes where objects were removed. */
export async function* outgoingMessage(
  file: FileHandle,
  size: number,
  judgement: Judgement,
  footnotes: Footnotes,
): AsyncGenerator<Buffer> {
  yield Buffer.from(scannerHeader);
  let at = 0;
  for (const object of judgement) {
    yield* range(file, at, object.start);
    yield await replacement(file, object, footnotes);
    at = object.end;
  }
  yield* range(file, at, size);
}

/** The message as it came. */
export function unchangedMessage(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  return range(file, 0, size);
}
