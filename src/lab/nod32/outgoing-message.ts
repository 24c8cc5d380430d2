import type { FileHandle } from 'node:fs/promises';
import type { Judgement } from '../scanning/judgement.js';
import { plainTextHeader, withReplacements } from '../scanning/replaced-parts.js';
import { type Footnotes, footnoteText } from './footnote.js';

/** The form that mails of 2005 to 2008 carry; put above all other headers. */
export const scannerHeader = [
  'X-Virus-Scanner: This message was checked by NOD32 Antivirus system',
  '\tNOD32 for Linux Mail Server.',
  '\tFor more information on NOD32 Antivirus System,',
  '\tplease, visit our website: http://www.nod32.com/.',
  '',
].join('\r\n');

/** The message as AXIGEN gets it: X-Virus-Scanner on top, and footnotes where objects were removed. */
export async function* outgoingMessage(
  file: FileHandle,
  size: number,
  judgement: Judgement,
  footnotes: Footnotes,
): AsyncGenerator<Buffer> {
  yield Buffer.from(scannerHeader);
  yield* withReplacements(file, { start: 0, end: size }, judgement, async (object) => {
    return `${await plainTextHeader(file, object)}\r\n${footnoteText(footnotes, object)}`;
  });
}
