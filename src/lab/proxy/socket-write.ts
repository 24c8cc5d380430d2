import type { Socket } from 'node:net';

/** Writes, and waits while the other side takes no more. A closed socket swallows what it is given. */
export async function writeTo(socket: Socket, bytes: Buffer | string): Promise<void> {
  if (!socket.writable || socket.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
