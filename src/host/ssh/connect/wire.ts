import { Duplex, type DuplexOptions } from 'node:stream';
import { type Greeting, GreetingReader, type GreetingTrouble } from './greeting.js';

export interface WireHooks {
  onGreeting(greeting: Greeting): void;
  onTrouble(trouble: GreetingTrouble): void;
}

const options: DuplexOptions = { allowHalfOpen: false, readableHighWaterMark: 2 ** 18 };

/**
 * What carries a connection to a server, as its SSH client sees it: as it is, but what the server says first is held back until
 * its identification is whole. The client would take an identification in three pieces, or behind much text, for a wrong one.
 */
export class Wire extends Duplex {
  /** Bytes that came in so far. */
  received = 0;
  /** Bytes that the system took to be sent. */
  sent = 0;
  #greeting: GreetingReader | undefined = new GreetingReader();
  readonly #inner: Duplex;
  readonly #hooks: WireHooks;

  constructor(inner: Duplex, hooks: WireHooks) {
    super(options);
    this.#inner = inner;
    this.#hooks = hooks;
    inner.on('data', (chunk: Buffer) => this.#receive(chunk));
    inner.on('end', () => this.push(null));
    inner.on('error', (error) => this.destroy(error));
    inner.on('close', () => {
      // Ended in good order: what was read is still to be given on.
      if (this.#inner.readableEnded) this.end();
      else this.destroy();
    });
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.writableLength + this.#inner.writableLength;
  }

  #receive(chunk: Buffer): void {
    this.received += chunk.length;
    const bytes = this.#greeting === undefined ? chunk : this.#greet(this.#greeting, chunk);
    if (bytes !== undefined && !this.push(bytes)) this.#inner.pause();
  }

  #greet(reader: GreetingReader, chunk: Buffer): Buffer | undefined {
    const outcome = reader.read(chunk);
    if (outcome === undefined) return undefined;
    this.#greeting = undefined;
    if (outcome.kind === 'greeting') {
      this.#hooks.onGreeting(outcome);
      return outcome.bytes;
    }
    this.#hooks.onTrouble(outcome);
    return undefined;
  }

  /** What the server said instead of an identification, as far as it was kept. */
  get heard(): string {
    return this.#greeting?.text ?? '';
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #send(bytes: Buffer, done: (error?: Error | null) => void): void {
    this.#inner.write(bytes, (error) => {
      this.sent += bytes.length;
      done(error);
    });
  }

  override _final(done: () => void): void {
    this.#inner.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
