import { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';

/**
 * A channel as a stream that behaves as a socket does. ssh2's own neither ends when it is destroyed nor says that a write failed:
 * it drops what is written to a closed channel and never calls back.
 */
export function channelSocket(channel: Channel, lost: AbortSignal): Duplex {
  let over = false;
  const socket = new Duplex({
    allowHalfOpen: false,
    readableHighWaterMark: 2 ** 18,
    read: () => void channel.resume(),
    write(chunk: Buffer, _encoding, done) {
      if (over) done(broken());
      else channel.write(chunk, (error) => done(error ?? null));
    },
    final(done) {
      if (!over) channel.end();
      done();
    },
    destroy(error, done) {
      lost.removeEventListener('abort', onLost);
      if (!over && !lost.aborted) {
        channel.resume();
        channel.end();
        channel.close();
      }
      over = true;
      done(error);
    },
  });
  const onLost = () => {
    over = true;
    socket.destroy(broken(lost.reason));
  };
  channel.on('data', (chunk: Buffer) => {
    if (!socket.push(chunk)) channel.pause();
  });
  channel.on('end', () => socket.push(null));
  channel.on('error', (error: Error) => socket.destroy(error));
  channel.on('close', () => {
    over = true;
    // A write that waits for room is never called back.
    if (socket.writableNeedDrain || socket.writableLength > 0) socket.destroy(broken());
    else if (socket.readableEnded) socket.destroy();
    else socket.once('end', () => socket.destroy());
  });
  lost.addEventListener('abort', onLost, { once: true });
  if (lost.aborted) onLost();
  return socket;
}

/** As of a socket whose other end is gone. */
function broken(cause?: unknown): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(
    'the connection through the server was cut',
    cause === undefined ? {} : { cause },
  );
  error.code = 'ECONNRESET';
  return error;
}
