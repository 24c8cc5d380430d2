const dot = 0x2e;
const cr = 0x0d;
const lf = 0x0a;
const heldCr = Buffer.from('\r');

export interface DecodedChunk {
  readonly pieces: readonly Buffer[];
  /** What followed the end of the message; `undefined` while the message goes on. */
  readonly rest: Buffer | undefined;
}

type State = 'line-start' | 'dot' | 'dot-cr' | 'line' | 'cr';

/**
 * Takes the dots off a message as SMTP's DATA carries it, and finds its end. Only CRLF parts lines: a lone LF or CR
 * is content like any other, and "LF . LF" ends nothing.
 */
export class DotDecoder {
  #state: State = 'line-start';

  push(chunk: Buffer): DecodedChunk {
    const pieces: Buffer[] = [];
    let from = 0;
    const flush = (to: number): void => {
      if (to > from) pieces.push(chunk.subarray(from, to));
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#state === 'dot-cr') {
        if (byte === lf) return { pieces, rest: chunk.subarray(at + 1) };
        pieces.push(heldCr); // it was content after all
        from = at;
        this.#state = 'cr';
      }
      if (this.#state === 'dot' && byte === cr) {
        from = at + 1;
        this.#state = 'dot-cr';
      } else if (this.#state === 'line-start' && byte === dot) {
        flush(at);
        from = at + 1;
        this.#state = 'dot';
      } else if (byte === cr) {
        this.#state = 'cr';
      } else {
        this.#state = this.#state === 'cr' && byte === lf ? 'line-start' : 'line';
      }
    }
    flush(chunk.length);
    return { pieces, rest: undefined };
  }
}

/** Puts the dots back on, and the end. */
export class DotEncoder {
  #lineStart = true;
  #afterCr = false;

  push(chunk: Buffer): Buffer {
    const pieces: Buffer[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#lineStart && byte === dot) {
        pieces.push(chunk.subarray(from, at + 1));
        from = at; // the dot goes out twice
      }
      this.#lineStart = this.#afterCr && byte === lf;
      this.#afterCr = byte === cr;
    }
    pieces.push(chunk.subarray(from));
    return pieces.length === 1 ? chunk : Buffer.concat(pieces);
  }

  /** What closes the message, beginning a new line if need be. */
  finish(): Buffer {
    return Buffer.from(this.#lineStart ? '.\r\n' : '\r\n.\r\n');
  }
}
