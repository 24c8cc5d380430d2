import { Duplex } from 'node:stream';
import type { Connect } from '../../../../src/smtp/connect.js';
import type { Dialect } from './dialects.js';
import { FakeCliState } from './fake-cli-state.js';

export interface FakeCliOptions {
  readonly dialect: Dialect;
  readonly password?: string;
  /** Sends every answer in pieces of this many bytes. */
  readonly pieces?: number;
  /** Answers this command with -ERR; `number` counts the commands from 0. */
  readonly refuse?: (command: string, number: number) => boolean;
  /** Says +OK to this command and does nothing. */
  readonly ignore?: (command: string, number: number) => boolean;
  /** Repeats what is typed, as a terminal's line does; passwords, too. */
  readonly echo?: boolean;
  /** Carries this command out, but hangs up in the middle of the answer. */
  readonly hangUpAt?: (command: string, number: number) => boolean;
  /** Carries this command out, and says nothing any more from there on. */
  readonly silentAt?: (command: string, number: number) => boolean;
  readonly listeners?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly clients?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An AXIGEN command line in memory, written from the facts: its state, and everything that was said to it. */
export class FakeCli {
  readonly heard: string[] = [];
  readonly state: FakeCliState;
  readonly #options: FakeCliOptions;
  open = 0;

  constructor(options: FakeCliOptions) {
    this.#options = options;
    this.state = new FakeCliState(options.dialect, {
      password: options.password ?? 'secret',
      listeners: options.listeners,
      clients: options.clients,
    });
  }

  /** One line after the other, without the preamble and the looking around: what changes something. */
  get changing(): readonly string[] {
    const from = this.heard.lastIndexOf('HELP');
    return this.heard.slice(from + 1);
  }

  readonly connect: Connect = async () => new FakeConnection(this, this.#options);
}

class FakeConnection extends Duplex {
  readonly #cli: FakeCli;
  readonly #options: FakeCliOptions;
  #rest = '';
  #silent = false;

  constructor(cli: FakeCli, options: FakeCliOptions) {
    super();
    this.#cli = cli;
    this.#options = options;
    this.#cli.open += 1;
    this.#say(cli.state.greeting());
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#rest += chunk.toString('utf8');
    const lines = this.#rest.split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#hear(line);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#cli.open -= 1;
    done(error);
  }

  #hear(line: string): void {
    const { heard, state } = this.#cli;
    const number = heard.push(line) - 1;
    const { hangUpAt, silentAt, echo } = this.#options;
    const said = this.#answer(line, number);
    const answer = echo ? Buffer.concat([Buffer.from(`${line}\r\n`), said]) : said;
    this.#silent ||= silentAt?.(line, number) === true;
    if (this.#silent) return;
    if (hangUpAt?.(line, number)) {
      this.#say(answer.subarray(0, answer.length / 2));
      this.push(null);
      return;
    }
    this.#say(answer);
    if (state.over) this.push(null);
  }

  #answer(line: string, number: number): Buffer {
    const { refuse, ignore } = this.#options;
    const { state } = this.#cli;
    if (refuse?.(line, number)) return state.says('-ERR: not today');
    return ignore?.(line, number) ? state.says('+OK: command successful') : state.answer(line);
  }

  #say(bytes: Buffer): void {
    const { pieces } = this.#options;
    if (pieces === undefined) {
      this.push(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += pieces) this.push(bytes.subarray(at, at + pieces));
  }
}
