import { type FileHandle, open } from 'node:fs/promises';
import { decodeStart } from './decode-body.js';
import { isEicar } from './eicar.js';
import { fileLines } from './file-lines.js';
import type { FoundObject, Judgement } from './judgement.js';
import { type MimeLeaf, MimeWalker } from './mime-walk.js';

/** Enough for the test file in any encoding, and for an archive's first header. */
const lookedAt = 2048;
const zipMagic = 0x504b0304;
const zipEncrypted = 1;

function isEncryptedZip(content: Buffer): boolean {
  if (content.length < 8 || content.readUInt32BE(0) !== zipMagic) return false;
  return (content.readUInt16LE(6) & zipEncrypted) !== 0;
}

async function judgeLeaf(file: FileHandle, leaf: MimeLeaf): Promise<FoundObject | undefined> {
  const { start, bodyStart, end, fields } = leaf;
  const found = (verdict: FoundObject['verdict'], reason: string): FoundObject => {
    return { verdict, start, bodyStart, end, reason, name: fields.name ?? '' };
  };
  if (leaf.tooDeep) return found('notscanned', 'too many parts');
  const buffer = Buffer.alloc(Math.min(lookedAt, end - bodyStart));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, bodyStart);
  const content = decodeStart(buffer.subarray(0, bytesRead), fields.encoding);
  if (content === undefined) return found('notscanned', `unknown encoding ${fields.encoding}`);
  if (isEicar(content)) return found('infected', 'EICAR test file');
  return isEncryptedZip(content) ? found('notscanned', 'password-protected archive') : undefined;
}

/**
 * Scans the message in a file, holding no more of it in memory than a few lines at a time.
 *
 * @throws Error when the file cannot be read.
 */
export async function judgeMessage(path: string): Promise<Judgement> {
  const file = await open(path, 'r');
  try {
    const walker = new MimeWalker();
    for await (const line of fileLines(file)) walker.feed(line);
    const objects: FoundObject[] = [];
    for (const leaf of walker.finish()) {
      const object = await judgeLeaf(file, leaf);
      if (object !== undefined) objects.push(object);
    }
    return objects;
  } finally {
    await file.close();
  }
}
