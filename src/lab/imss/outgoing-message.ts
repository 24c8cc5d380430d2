import type { FoundObject, Judgement } from '../scanning/judgement.js';
import type { MessageSpool } from '../scanning/message-spool.js';
import { fileRange, plainTextHeader, withReplacements } from '../scanning/replaced-parts.js';
import type { HeaderEnd } from './header-end.js';

/** The stand-in's own words: what the real one puts in the place of a part is a matter of its policies. */
function note({ name, reason }: FoundObject): string {
  const what = name === '' ? 'The text of this message' : `The attachment "${name}"`;
  return `IMSS stand-in: ${what} was removed (${reason}).\r\n`.replace(/[^ -~\r\n]/g, '?');
}

/**
 * The message as AXIGEN gets it: `added` behind its own headers, a note in the place of whatever was found, and every
 * other byte as it came.
 */
export async function* outgoingMessage(
  { file, size }: MessageSpool,
  header: HeaderEnd,
  judgement: Judgement,
  added: string,
): AsyncGenerator<Buffer> {
  const replaced = async (object: FoundObject): Promise<string> => {
    const isWhole = object.start === 0;
    return `${await plainTextHeader(file, object)}${isWhole ? added : ''}\r\n${note(object)}`;
  };
  let start = 0;
  if (judgement[0]?.start !== 0) {
    yield* fileRange(file, 0, header.at);
    const separator = header.separated || added === '' ? '' : '\r\n';
    yield Buffer.from(added + separator);
    start = header.at;
  }
  yield* withReplacements(file, { start, end: size }, judgement, replaced);
}
