import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Cancelled } from '../errors.js';

interface RawCapable {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
}

/**
 * Reads lines from a stream, one at a time, and keeps what comes early: lines piped in or pasted at once
 * are not lost between two questions. The stream is paused while nobody reads, so that it does not keep
 * the process alive.
 */
export class LineReader {
  readonly #input: Readable & RawCapable;
  readonly #signal: AbortSignal;
  readonly #decoder = new StringDecoder('utf8');
  #buffer = '';
  #ended = false;

  constructor(input: Readable & RawCapable, signal: AbortSignal) {
    this.#input = input;
    this.#signal = signal;
  }

  /** The next line without its end. Undefined: the input ended. @throws Cancelled when the signal aborts. */
  line(): Promise<string | undefined> {
    return this.#read(() => {
      const found = /^(.*?)\r?\n/s.exec(this.#buffer);
      if (found === null) return this.#rest();
      this.#buffer = this.#buffer.slice(found[0].length);
      return { value: found[1] ?? '' };
    });
  }

  /**
   * A line that a terminal does not echo. `ask` is called once the echo is off, so that not even a quick
   * typist's first letters are seen. Ctrl-C and Ctrl-D cancel, backspace works.
   */
  async hiddenLine(ask: () => void): Promise<string | undefined> {
    if (this.#input.isTTY !== true || this.#input.setRawMode === undefined) {
      ask();
      return this.line();
    }
    this.#input.setRawMode(true);
    try {
      ask();
      return await this.#read(() => this.#hidden());
    } finally {
      this.#input.setRawMode(false);
    }
  }

  #hidden(): { value: string | undefined } | undefined {
    if (/[\u0003\u0004]/.test(this.#buffer)) throw new Cancelled();
    const end = this.#buffer.search(/[\r\n]/);
    if (end < 0) return this.#rest();
    const typed = this.#buffer.slice(0, end);
    this.#buffer = this.#buffer.slice(end + 1);
    return { value: withErasures(typed) };
  }

  /** After the end of the input: a last line without its end, then undefined. */
  #rest(): { value: string | undefined } | undefined {
    if (!this.#ended) return undefined;
    const value = this.#buffer === '' ? undefined : this.#buffer.replace(/\r$/, '');
    this.#buffer = '';
    return { value };
  }

  #read(take: () => { value: string | undefined } | undefined): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        this.#input.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onEnd);
        this.#signal.removeEventListener('abort', onAbort);
        this.#input.pause();
        finish();
      };
      const attempt = () => {
        try {
          const taken = take();
          if (taken !== undefined) settle(() => resolve(taken.value));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const onData = (chunk: Buffer | string) => {
        this.#buffer += typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
        attempt();
      };
      const onEnd = () => {
        this.#ended = true;
        attempt();
      };
      const onAbort = () => settle(() => reject(new Cancelled()));
      if (this.#signal.aborted) return reject(new Cancelled());
      if (this.#input.readableEnded || this.#input.destroyed) this.#ended = true;
      const ready = take();
      if (ready !== undefined) return resolve(ready.value);
      this.#signal.addEventListener('abort', onAbort, { once: true });
      this.#input.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
      this.#input.resume();
    });
  }
}

/** Applies backspace and Ctrl-U to what was typed. */
function withErasures(typed: string): string {
  const kept: string[] = [];
  for (const character of typed) {
    if (character === '\u007f' || character === '\b') kept.pop();
    else if (character === '\u0015') kept.length = 0;
    else kept.push(character);
  }
  return kept.join('');
}
