import { Listr } from 'listr2';
import { escapeControl } from '../../text/escape.js';
import type { SideBySide, SideBySideView } from '../side-by-side.js';
import { toAscii } from '../to-ascii.js';
import { listrLook, StreamRenderer } from './listr-parts.js';
import type { TerminalOutput } from './terminal-output.js';

interface Line {
  readonly title: string;
  text: string;
  state: 'waiting' | 'begun' | 'done' | 'failed';
}

export interface ListrSideBySideOptions {
  readonly unicode: boolean;
  /** Told whenever the list comes to the screen, and when it is gone from there. */
  shown(on: boolean): void;
}

/** Rows that are left free below the list. */
const rowsLeft = 2;

/**
 * A line for each server, drawn by listr2, which only watches. It is taken away for questions and at the end: the report says it
 * all again. Where there are more servers than rows, those that have ended leave the list.
 */
export class ListrSideBySide implements SideBySide {
  readonly #lines: readonly Line[];
  #list: { readonly end: () => Promise<void>; update(line: Line): void } | undefined;
  #away = 0;
  /** Lists come and go one after the other. */
  #turn: Promise<void>;

  constructor(
    private readonly output: TerminalOutput,
    private readonly view: SideBySideView,
    private readonly options: ListrSideBySideOptions,
  ) {
    this.#lines = view.titles.map((title) => ({ title, text: '', state: 'waiting' }));
    this.#turn = Promise.resolve();
    this.#show();
  }

  begin(number: number): void {
    this.#set(number, { state: 'begun' });
  }

  tell(number: number, text: string): void {
    this.#set(number, { text });
  }

  ended(number: number, text: string, went: boolean): void {
    this.#set(number, { text, state: went ? 'done' : 'failed' });
    if (!this.#overflows() || this.#away > 0) return;
    this.#hide();
    this.#show();
  }

  async aside<T>(work: () => Promise<T>): Promise<T> {
    this.#away += 1;
    if (this.#away === 1) this.#hide();
    await this.#turn;
    try {
      return await work();
    } finally {
      this.#away -= 1;
      if (this.#away === 0) this.#show();
    }
  }

  async close(): Promise<void> {
    this.#away += 1;
    this.#hide();
    await this.#turn;
    // A slow terminal may not have got it all yet, and what comes next may not go through this stream.
    await new Promise<void>((resolve) => this.output.write('', () => resolve()));
  }

  #set(number: number, change: Partial<Line>): void {
    const line = this.#lines[number];
    if (line === undefined) return;
    Object.assign(line, change);
    this.#list?.update(line);
  }

  #room(): number {
    return Math.max(1, this.output.rows - rowsLeft);
  }

  #overflows(): boolean {
    return this.#lines.length > this.#room();
  }

  #show(): void {
    this.#turn = this.#turn.then(() => {
      if (this.#away > 0 || this.#list !== undefined) return;
      this.options.shown(true);
      this.#list = this.#listed();
    });
  }

  #hide(): void {
    this.#turn = this.#turn.then(async () => {
      const list = this.#list;
      if (list === undefined) return;
      this.#list = undefined;
      await list.end();
      this.options.shown(false);
    });
  }

  #listed() {
    const left = this.#lines.filter(({ state }) => state === 'waiting' || state === 'begun');
    const lines = this.#overflows() ? left.slice(0, this.#room()) : this.#lines;
    const settle = new Map<Line, () => void>();
    const titled = new Map<Line, () => void>();
    const tasks = lines.map((line) => {
      const over = new Promise<void>((resolve) => settle.set(line, resolve));
      if (line.state === 'done' || line.state === 'failed') settle.get(line)?.();
      return {
        title: this.#drawn(line),
        task: async (_context: unknown, task: { title: string }) => {
          const title = () => {
            task.title = this.#drawn(line);
          };
          titled.set(line, title);
          title();
          await over;
          title();
          if (line.state === 'failed') throw new Error(line.text);
        },
      };
    });
    const running = new Listr(tasks, {
      concurrent: this.view.atOnce,
      exitOnError: false,
      registerSignalListeners: false,
      renderer: StreamRenderer,
      rendererOptions: {
        ...listrLook(this.output, this.options.unicode),
        clearOutput: true,
        showErrorMessage: false,
        formatOutput: 'truncate',
      },
    })
      .run()
      .catch(() => {});
    return {
      update: (line: Line) => {
        titled.get(line)?.();
        if (line.state === 'done' || line.state === 'failed') settle.get(line)?.();
      },
      end: async () => {
        for (const over of settle.values()) over();
        await running;
      },
    };
  }

  /** Before it is measured: a sign that becomes three letters would make a line too long to be wiped out. */
  #drawn({ title, text }: Line): string {
    const whole = escapeControl(text === '' ? title : `${title}: ${text}`, 200);
    return this.options.unicode ? whole : toAscii(whole);
  }
}
