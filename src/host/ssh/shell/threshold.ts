import { PassThrough, type Readable, Transform } from 'node:stream';
import { clearMark } from './bootstrap.js';
import type { Wire } from './wire.js';

/** A shell that waits for its script. */
export interface Ready {
  readonly kind: 'ready';
  readonly pid: number;
  /** Its process group. */
  readonly group: number;
  /** Its user's number. */
  readonly user: number;
}

export type Heard =
  | Ready
  /** Something waits for an answer; `ours`: it asks with our own prompt. */
  | { readonly kind: 'question'; readonly text: string; readonly ours: boolean }
  | { readonly kind: 'ended'; readonly code: number | null }
  | { readonly kind: 'flood' }
  | { readonly kind: 'silence' };

export interface Patience {
  /** Milliseconds until the next shell must be there; > 0. */
  readonly readyMs: number;
  /** Milliseconds of quiet after which words without an end of line are a question; > 0. */
  readonly questionMs: number;
}

export const defaultPatience: Patience = { readyMs: 60_000, questionMs: 400 };

/** Bytes that may come before a shell is ready. */
const floodBytes = 64 * 1024;
/** Milliseconds in which the rest of an ended command's words may come. */
const lastWordsMs = 1000;

/** The time until a shell of ours is there: what comes before it is a login shell's noise, or questions of sudo and su. */
export class Threshold {
  #out = '';
  #err = '';
  #heardAt = Date.now();
  #ended: { readonly code: number | null } | undefined;
  #lost: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};
  readonly #onOut = (chunk: Buffer) => this.#hear(() => (this.#out += chunk.toString('latin1')));
  readonly #onErr = (chunk: Buffer) => this.#hear(() => (this.#err += chunk.toString('latin1')));

  constructor(
    private readonly wire: Wire,
    private readonly patience: Patience,
  ) {
    wire.stdout.on('data', this.#onOut);
    wire.stderr.on('data', this.#onErr);
    const streams = [wire.stdout, wire.stderr].map(ended);
    wire.exited.then(
      async (code) => {
        await before(Promise.all(streams), lastWordsMs);
        this.#hear(() => (this.#ended = { code }));
      },
      (error: unknown) => this.#hear(() => (this.#lost = { error })),
    );
  }

  /** @throws LineLost, and what `signal` says. */
  async next(mark: string, signal: AbortSignal | undefined, prompt?: string): Promise<Heard> {
    const deadline = Date.now() + this.patience.readyMs;
    const onAbort = () => this.#wake();
    signal?.addEventListener('abort', onAbort);
    this.#heardAt = Date.now();
    try {
      for (;;) {
        signal?.throwIfAborted();
        const heard = this.#ready(mark) ?? this.#question(prompt) ?? this.#over();
        if (heard !== undefined) return heard;
        if (Date.now() >= deadline) return { kind: 'silence' };
        const untilQuiet = this.#heardAt + this.patience.questionMs - Date.now();
        await this.#woken(Math.max(1, untilQuiet > 0 ? untilQuiet : deadline - Date.now()));
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Whatever asked or waited is gone. */
  get over(): boolean {
    return this.#ended !== undefined;
  }

  /** What was said and is neither ours nor answered. */
  get words(): string {
    const text = Buffer.from(`${this.#err}${this.#out}`, 'latin1').toString('utf8');
    return text.replace(/^gs-[0-9a-f]+.*\r?\n/gm, '').trim();
  }

  /** What the ready shell prints, from its very beginning. */
  open(mark: string): { readonly stdout: Readable; readonly stderr: Readable } {
    this.wire.stdout.off('data', this.#onOut);
    this.wire.stderr.off('data', this.#onErr);
    const stderr = afterMark(`${clearMark(mark)}\n`);
    const stdout = new PassThrough();
    if (this.#out !== '') stdout.write(Buffer.from(this.#out, 'latin1'));
    if (this.#err !== '') stderr.write(Buffer.from(this.#err, 'latin1'));
    this.wire.stdout.pipe(stdout);
    this.wire.stderr.pipe(stderr);
    return { stdout, stderr };
  }

  #ready(mark: string): Ready | undefined {
    const match = new RegExp(`${mark.replace('.', '\\.')} (\\d{1,10}) (\\d{1,11}) (\\d{1,10})\\r?\\n`).exec(
      this.#out,
    );
    if (match === null) return undefined;
    this.#out = this.#out.slice(match.index + match[0].length);
    const [pid = 0, group = 0, user = -1] = match.slice(1).map(Number);
    return { kind: 'ready', pid, group, user };
  }

  #question(prompt: string | undefined): Heard | undefined {
    if (prompt === undefined || this.#ended !== undefined) return undefined;
    const text = [this.#err, this.#out].map((said) => said.slice(said.lastIndexOf('\n') + 1)).join('');
    const ours = text.endsWith(prompt);
    if (!ours && (text.trim() === '' || Date.now() - this.#heardAt < this.patience.questionMs))
      return undefined;
    // Answered, it is not asked again by the same words.
    this.#err += '\n';
    this.#out += '\n';
    return { kind: 'question', text: Buffer.from(text, 'latin1').toString('utf8'), ours };
  }

  #over(): Heard | undefined {
    if (this.#lost !== undefined) throw this.#lost.error;
    if (this.#ended !== undefined) return { kind: 'ended', code: this.#ended.code };
    return this.#isFlood() ? { kind: 'flood' } : undefined;
  }

  #isFlood(): boolean {
    return this.#out.length + this.#err.length > floodBytes;
  }

  #hear(change: () => void): void {
    change();
    this.#heardAt = Date.now();
    // While a person is asked nobody listens to an end: what goes on talking has to wait. `open` lets it go on.
    if (this.#isFlood()) for (const stream of [this.wire.stdout, this.wire.stderr]) stream.pause();
    this.#wake();
  }

  async #woken(ms: number): Promise<void> {
    await before(
      new Promise<void>((resolve) => {
        this.#wake = resolve;
      }),
      ms,
    );
  }
}

/** Waits for something, but not for long. */
export async function before(event: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([event, patience]);
  clearTimeout(timer);
}

function ended(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
  });
}

/** Passes on what follows the mark; all of it when there is none, as where somebody put both outputs together. */
function afterMark(mark: string): Transform {
  let noise: Buffer | undefined = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (noise === undefined) {
        done(null, chunk);
        return;
      }
      noise = Buffer.concat([noise, chunk]);
      const at = noise.indexOf(mark);
      if (at >= 0 || noise.length > floodBytes) {
        this.push(noise.subarray(at >= 0 ? at + mark.length : 0));
        noise = undefined;
      }
      done();
    },
    flush(done) {
      if (noise !== undefined && noise.length > 0) this.push(noise);
      done();
    },
  });
}
