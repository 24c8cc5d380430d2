import type { Socket } from 'node:net';

/**
 * Hands the pieces of a stream that end with `terminator` to `take`, one after the other and without it. A piece longer
 * than `longest` characters ends the connection.
 */
export function readBlocks(
  socket: Socket,
  terminator: string,
  longest: number,
  take: (block: string) => void,
): void {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    pending += text;
    for (let end = pending.indexOf(terminator); end >= 0; end = pending.indexOf(terminator)) {
      const block = pending.slice(0, end);
      pending = pending.slice(end + terminator.length);
      take(block);
    }
    if (pending.length > longest) socket.destroy(new Error('a request or reply without end'));
  });
}
