import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { Terminal } from '@xterm/headless';
import { descendants } from '../../support/ssh/processes.js';

export const keys = { enter: '\r', down: '\u001b[B', ctrlC: '\u0003' } as const;

/** Milliseconds that a screen may take: a whole setup goes by between two of them. */
const patience = 60_000;

const size = { cols: 100, rows: 60 };

/** A person at a real pseudo-terminal (`script` of util-linux), with the screen as they see it. */
export class Person {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #screen = new Terminal({ ...size, scrollback: 20_000, allowProposedApi: true });
  readonly #ended: Promise<number>;
  #raw = '';
  /** Text that came before this was answered already. */
  #seen = 0;
  #changed: () => void = () => {};
  #over = false;

  constructor(argv: readonly string[], env: Readonly<Record<string, string | undefined>>) {
    const quoted = argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const command = `stty cols ${size.cols} rows ${size.rows}; exec ${quoted}`;
    this.#child = spawn('script', ['-qefc', command, '/dev/null'], {
      env: { TERM: 'xterm', LANG: 'C.UTF-8', ...env },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#raw += text;
      this.#screen.write(text, () => this.#changed());
    });
    this.#ended = once(this.#child, 'close').then(([code]) => {
      this.#over = true;
      this.#screen.write('', () => this.#changed());
      return Number(code);
    });
  }

  /** Every byte that came, escape codes and all. */
  get raw(): string {
    return this.#raw;
  }

  /** All lines from the first, as they stand on the screen and above it. */
  get text(): string {
    const { active } = this.#screen.buffer;
    const lines: string[] = [];
    for (let index = 0; index < active.length; index += 1)
      lines.push(active.getLine(index)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd();
  }

  /** Waits until the text has come since the last key. @throws Error with the screen when it does not come. */
  async sees(wanted: string | RegExp): Promise<void> {
    const has = () => {
      const fresh = visible(this.#raw.slice(this.#seen));
      return typeof wanted === 'string' ? fresh.includes(wanted) : wanted.test(fresh);
    };
    await this.#until(has, `${wanted}`);
  }

  press(text: string): void {
    this.#seen = this.#raw.length;
    this.#child.stdin.write(text);
  }

  /** Waits for a question and types the answer. */
  async answers(question: string | RegExp, text: string): Promise<void> {
    await this.sees(question);
    this.press(`${text}${keys.enter}`);
  }

  /** Waits for a question with choices, and moves to the one that begins so. */
  async chooses(question: string | RegExp, choice: string): Promise<void> {
    await this.sees(question);
    const pointed = () => new RegExp(`^[>❯] ${choice}`, 'm').test(this.text);
    await this.#until(() => /^[>❯] /m.test(this.text), 'a choice');
    for (let tries = 0; !pointed(); tries += 1) {
      if (tries > 30) throw new Error(`there is no choice "${choice}":\n${this.text}`);
      const before = this.#pointer();
      this.press(keys.down);
      await this.#until(() => this.#pointer() !== before, `another choice than "${before}"`);
    }
    this.press(keys.enter);
  }

  #pointer(): string {
    return this.text.match(/^[>❯] .*$/m)?.[0] ?? '';
  }

  /** The exit code, once the program has ended by itself. */
  async ends(): Promise<number> {
    await this.#until(() => this.#over, 'the end of the program');
    return this.#ended;
  }

  /** The window gets another size; whoever is in front of it is told by a signal. */
  resizes(cols: number, rows: number): void {
    this.#screen.resize(cols, rows);
    const [first = 0] = descendants(this.#child.pid ?? 0);
    const terminal = readlinkSync(`/proc/${first}/fd/0`);
    execFileSync('stty', ['-F', terminal, 'cols', `${cols}`, 'rows', `${rows}`]);
  }

  /** For a test that failed half-way: nobody is left at the terminal. */
  async leaves(): Promise<void> {
    if (!this.#over) this.#child.kill('SIGHUP');
    this.#child.stdin.end();
    await this.#ended;
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#changed = () => {};
        settle();
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`waited in vain for ${what}; the screen:\n${this.text}`))),
        patience,
      );
      const look = () => {
        if (condition()) finish(resolve);
        else if (this.#over)
          finish(() => reject(new Error(`it ended before ${what}; the screen:\n${this.text}`)));
      };
      this.#changed = look;
      look();
    });
  }
}

/** Without escape sequences: what a person reads of it. */
function visible(raw: string): string {
  return raw.replace(/\u001b(\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])/g, '').replaceAll('\r', '');
}
