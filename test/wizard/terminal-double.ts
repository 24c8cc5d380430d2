import { PassThrough, Writable } from 'node:stream';
import { Terminal } from '@xterm/headless';
import type { Io } from '../../src/io.js';

/** A person's terminal: what is written is drawn by xterm, keys go in as bytes, states are awaited and never slept for. */
export class TerminalDouble {
  readonly columns: number;
  readonly rows: number;
  readonly #terminal: Terminal;
  readonly #waiting = new Set<() => void>();
  readonly stdin: PassThrough & { isTTY: boolean; setRawMode(on: boolean): void };
  readonly stdout: Writable & { isTTY: boolean; columns: number; rows: number };
  /** Every byte that was written. */
  raw = '';
  rawMode = false;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
    this.#terminal = new Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      convertEol: true,
      scrollback: 5000,
    });
    this.stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (on: boolean) => {
        this.rawMode = on;
      },
    });
    const stdout = new Writable({
      decodeStrings: false,
      write: (chunk: Buffer | string, _encoding, done) => {
        this.raw += chunk.toString();
        this.#terminal.write(chunk.toString(), () => {
          for (const look of [...this.#waiting]) look();
          done();
        });
      },
    });
    this.stdout = Object.assign(stdout, { isTTY: true, columns, rows });
  }

  io(env: Record<string, string> = {}): Io {
    return {
      stdin: this.stdin,
      stdout: this.stdout,
      stderr: this.stdout,
      cwd: '/',
      env: { LANG: 'en_US.UTF-8', ...env },
    };
  }

  /** What is on the screen now, without what scrolled away. */
  screen(): string {
    return this.#lines(this.#terminal.buffer.active.baseY);
  }

  everything(): string {
    return this.#lines(0);
  }

  #lines(from: number): string {
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    for (let row = from; row < active.length; row += 1)
      lines.push(active.getLine(row)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd();
  }

  /** Resolves once the screen shows the text. */
  shows(text: string | RegExp): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        const screen = this.screen();
        if (typeof text === 'string' ? !screen.includes(text) : !text.test(screen)) return;
        this.#waiting.delete(look);
        // The prompt listens for keys in the turn after it was drawn.
        setImmediate(resolve);
      };
      this.#waiting.add(look);
      look();
    });
  }

  press(keys: string): void {
    this.stdin.write(keys);
  }
}

export const key = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
} as const;
