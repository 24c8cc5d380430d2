import type { Duplex } from 'node:stream';

/** Above this the sender is made to wait; below it reading goes on. Bytes. */
const highWater = 256 * 1024;
const empty = Buffer.alloc(0);

/**
 * A connection's incoming bytes, asked for one line or one chunk at a time. Reading can move to
 * another stream over the same connection, as STARTTLS needs.
 */
export class ByteReader {
  private pending: Buffer = empty;
  private ended = false;
  private wake: (() => void) | undefined;
  private detachStream: () => void = () => undefined;

  constructor(stream: Duplex) {
    this.attach(stream);
  }

  /** Reads from `stream` from now on. What came in the clear and was not yet asked for is thrown away. */
  attach(stream: Duplex): void {
    this.detachStream();
    this.pending = empty;
    this.ended = false;
    const onData = (chunk: Buffer) => {
      this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
      if (this.pending.length >= highWater) stream.pause();
      this.wake?.();
    };
    const onEnd = () => {
      this.ended = true;
      this.wake?.();
    };
    stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
    this.resume = () => {
      if (stream.isPaused()) stream.resume();
    };
    this.detachStream = () => {
      // The 'error' listener stays: an error of an abandoned stream must not end the program.
      stream.off('data', onData).off('end', onEnd).off('close', onEnd);
      stream.pause();
    };
  }

  private resume: () => void = () => undefined;

  /** Stops reading; the stream is left paused. */
  detach(): void {
    this.detachStream();
    this.pending = empty;
  }

  /** Bytes up to and including the next LF, or exactly `limit` bytes when no LF is among them; undefined at the end. */
  async segment(limit: number): Promise<Buffer | undefined> {
    for (;;) {
      const newline = this.pending.indexOf(10);
      if (newline !== -1 && newline < limit) return this.cut(newline + 1);
      if (this.pending.length >= limit) return this.cut(limit);
      if (this.ended) return undefined;
      await this.more();
    }
  }

  /** From 1 to `limit` bytes, as they come; undefined at the end. */
  async chunk(limit: number): Promise<Buffer | undefined> {
    while (this.pending.length === 0) {
      if (this.ended) return undefined;
      await this.more();
    }
    return this.cut(Math.min(limit, this.pending.length));
  }

  private cut(length: number): Buffer {
    const taken = this.pending.subarray(0, length);
    this.pending = this.pending.subarray(length);
    return taken;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve();
      };
      this.resume();
    });
  }
}
