import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { Writable } from 'node:stream';
import { toAscii } from '../to-ascii.js';

type Target = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** DECTCEM (ECMA-48 private mode 25). */
const cursor = { shown: '\u001b[?25h', hidden: '\u001b[?25l' } as const;

const colours = /\u001b\[[0-9;]*m/g;

/**
 * The terminal as prompts, spinners and progress see it: always with a width and a cursor, and without
 * colours or signs beyond ASCII where none are wanted (not every library here knows NO_COLOR or
 * asks the locale). It stands before the real stream, so that ending it never ends the process's own.
 */
export class TerminalOutput extends Writable {
  readonly isTTY = true;
  readonly #target: Target;
  /**
   * The stream's own `write`, taken before anybody replaces it: ora takes every write to the process's
   * streams for somebody else's text and draws itself anew, which would never end with its own.
   */
  readonly #write: Target['write'];
  readonly #colour: boolean;
  readonly #unicode: boolean;
  /** Lines that the last drawing took, below the first: a live display goes up as many before it draws itself anew. */
  #drawnLines = 0;

  constructor(target: Target, { colour, unicode }: { readonly colour: boolean; readonly unicode: boolean }) {
    super({ decodeStrings: false });
    this.#target = target;
    this.#write = target.write.bind(target);
    this.#colour = colour;
    this.#unicode = unicode;
  }

  /** A pseudo-terminal without a size says 0. */
  get columns(): number {
    return this.#target.columns || 80;
  }

  get rows(): number {
    return this.#target.rows || 24;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    const drawn = this.#unicode ? chunk.toString() : toAscii(chunk.toString());
    this.#drawnLines = drawn.split('\n').length - 1;
    this.#write(this.#colour ? drawn : drawn.replace(colours, ''), () => done());
  }

  /**
   * Leaves a live display as it stands, for the shell; `words` come below it. Returns what makes room for it again, below what the
   * shell wrote. Its clock may tick first: what is drawn then waits. Written past ora, which clears its line before what others
   * write: what is behind in the queue would not come out any more.
   */
  leave(words: readonly string[]): () => void {
    const lines = this.#drawnLines;
    this.#write(`${lines === 0 ? '\n' : ''}${words.map((line) => `${line}\n`).join('')}${cursor.shown}`);
    this.cork();
    return () => {
      // Nothing of it has been taken out of the queue: this comes before.
      this.#write(`${cursor.hidden}${'\n'.repeat(lines)}`);
      this.uncork();
    };
  }

  /** A prompt ends the stream it is given when it is answered; the terminal outlives it. */
  override end(): this {
    return this;
  }

  cursorTo(x: number, y?: number): boolean {
    return cursorTo(this, x, y);
  }

  moveCursor(dx: number, dy: number): boolean {
    return moveCursor(this, dx, dy);
  }

  clearLine(direction: -1 | 0 | 1): boolean {
    return clearLine(this, direction);
  }

  getColorDepth(): number {
    return this.#colour ? 4 : 1;
  }

  hasColors(): boolean {
    return this.#colour;
  }
}
