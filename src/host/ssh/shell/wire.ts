import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import type { SshLine } from '../line.js';

/** What connects us with one command on the target. */
export interface Wire {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the server says that the command has ended: its status, null after a signal or without a word. @throws LineLost */
  readonly exited: Promise<number | null>;
  close(): void;
}

/** Milliseconds in which the line's end may follow that of its channels. */
const lineEndMs = 200;

/** A channel without a terminal: its own streams. */
export function channelWire(line: Pick<SshLine, 'lost'>, channel: ClientChannel): Wire {
  // What is wrong with a channel shows in how it ends.
  channel.on('error', () => {});
  channel.stderr.on('error', () => {});
  const exited = new Promise<number | null>((resolve, reject) => {
    const onLost = () => reject(line.lost.reason);
    if (line.lost.aborted) onLost();
    line.lost.addEventListener('abort', onLost, { once: true });
    // exit-signal is told as a null.
    channel.once('exit', (code: number | null) => resolve(code));
    // Of a command that ends at once the status may have come before anybody could listen; the end tells it again.
    channel.once('close', async (code?: number | null) => {
      // A channel of a line that breaks closes a little before the line does; so does one of a server that tells no status.
      await sleep(lineEndMs, undefined, { ref: false });
      line.lost.removeEventListener('abort', onLost);
      resolve(code ?? null);
    });
  });
  exited.catch(() => {});
  const close = () => {
    channel.close();
    // A channel is only gone, and the server's session free, when all that came over it is read.
    for (const stream of [channel, channel.stderr]) stream.unpipe().resume();
  };
  return { stdin: channel, stdout: channel, stderr: channel.stderr, exited, close };
}
