import type { FileHandle } from 'node:fs/promises';
import { isEicar } from '../scanning/eicar.js';
import { judgeMessage } from '../scanning/judge-message.js';
import type { Judgement } from '../scanning/judgement.js';
import type { MessageSpool } from '../scanning/message-spool.js';
import type { HeaderEnd } from './header-end.js';

/** More than the test file may have. */
const lookedAt = 256;

async function bodyWithoutSeparator(file: FileHandle, at: number, size: number): Promise<Judgement> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lookedAt), 0, lookedAt, at);
  if (!isEicar(buffer.subarray(0, bytesRead))) return [];
  return [{ verdict: 'infected', start: 0, bodyStart: at, end: size, reason: 'EICAR test file', name: '' }];
}

/** Scans a message, also the body that no empty line parts from its header. @throws Error when it cannot be read. */
export async function judge({ path, file, size }: MessageSpool, header: HeaderEnd): Promise<Judgement> {
  const found = await judgeMessage(path);
  return found.length > 0 || header.separated ? found : bodyWithoutSeparator(file, header.at, size);
}
