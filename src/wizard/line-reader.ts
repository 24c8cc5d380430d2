import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Cancelled } from '../errors.js';
import type { JobControl } from './terminal/job-control.js';

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
  #echo: ((text: string) => void) | undefined;
  /** The last pasted line ended with CR: an LF right after it belongs to that end. */
  #afterReturn = false;

  /** @param job after a stop (`fg`) a raw terminal is made raw again */
  constructor(
    input: Readable & RawCapable,
    signal: AbortSignal,
    private readonly job?: Pick<JobControl, 'onContinue'>,
  ) {
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
    return this.#raw(() => {
      ask();
      return this.#read(() => this.#hidden());
    });
  }

  /**
   * Runs `work`, which reads with `pastedLine`. A terminal is raw meanwhile and echoed here: it would cut long
   * header lines, and its Ctrl-D would end the input for every later question. What follows is no answer.
   */
  async pasting<T>(echo: (text: string) => void, work: () => Promise<T>): Promise<T> {
    if (this.#input.isTTY !== true || this.#input.setRawMode === undefined) return work();
    this.#echo = (text) => echo(echoed(text));
    try {
      return await this.#raw(work);
    } finally {
      this.#echo = undefined;
      this.#buffer = '';
    }
  }

  /** While the job was stopped the shell had the terminal: it shows again what is typed, and Node believes that it does not. */
  async #raw<T>(work: () => Promise<T>): Promise<T> {
    const raw = (on: boolean) => void this.#input.setRawMode?.(on);
    raw(true);
    const ended = this.job?.onContinue(() => {
      raw(false);
      raw(true);
    });
    try {
      return await work();
    } finally {
      ended?.();
      raw(false);
    }
  }

  /** A line of a paste. Undefined: Ctrl-D, or the input ended. @throws Cancelled for Ctrl-C or the signal. */
  pastedLine(): Promise<string | undefined> {
    return this.#echo === undefined ? this.line() : this.#read(() => this.#pasted());
  }

  #pasted(): { value: string | undefined } | undefined {
    // A terminal sends CR for Enter; what is pasted may have either, or both, and the LF may come later.
    if (this.#afterReturn && this.#buffer.startsWith('\n')) this.#buffer = this.#buffer.slice(1);
    if (this.#buffer !== '') this.#afterReturn = false;
    const end = this.#buffer.search(/[\r\n\u0003\u0004]/);
    if (end < 0) return this.#rest();
    const ending = this.#buffer[end];
    if (ending === '\u0003') throw new Cancelled();
    if (ending === '\u0004') return { value: undefined };
    const typed = this.#buffer.slice(0, end);
    this.#buffer = this.#buffer.slice(end + 1);
    this.#afterReturn = ending === '\r';
    return { value: withErasures(typed) };
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
        const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
        this.#buffer += text;
        this.#echo?.(text);
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

/** What a terminal would show of this: ends of lines, erasures and tabs; no other control character. */
function echoed(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u007f\b]/g, '\u007f')
    .replace(/[\u0000-\u0008\u000b-\u001f\u0080-\u009f]/g, '')
    .replaceAll('\u007f', '\b \b');
}

/** Applies backspace and Ctrl-U to what was typed; Ctrl-Z is no letter of a password. */
function withErasures(typed: string): string {
  const kept: string[] = [];
  for (const character of typed) {
    if (character === '\u007f' || character === '\b') kept.pop();
    else if (character === '\u0015') kept.length = 0;
    else if (character !== '\u001a') kept.push(character);
  }
  return kept.join('');
}
