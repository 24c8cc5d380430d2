import type { Readable } from 'node:stream';

/** Bytes of what a program complains of that are kept. */
const wordsLimit = 4096;

/** What an output has said so far. Call it at once: what came before is not heard. */
export function wordsOf(output: Readable): () => string {
  let words = '';
  output.on('data', (chunk: Buffer) => {
    if (words.length < wordsLimit) words += chunk.toString('utf8');
  });
  output.on('error', () => {});
  return () => words.slice(0, wordsLimit);
}
