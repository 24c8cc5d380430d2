import { randomBytes } from 'node:crypto';
import type { ShellFragment } from '../../shell.js';
import type { RemoteProcess } from '../remote-shell.js';
import { forBootstrap } from './bootstrap.js';
import { type Heard, type Patience, type Ready, Threshold } from './threshold.js';
import type { Wire } from './wire.js';

/** What our shells are known by, one mark for each step; nobody can know it before. */
export class Marks {
  readonly token = `gs-${randomBytes(8).toString('hex')}`;

  of(step: number): string {
    return `${this.token}.${step}`;
  }
}

/**
 * A shell on the target, which becomes another one at every step (of root, in a session of its own) until it is the one that
 * the fragment is for. A password is only ever sent where the next shell is not there yet.
 */
export class Stair {
  readonly #threshold: Threshold;
  readonly #shells: number[] = [];
  readonly #secrets: string[] = [];
  #step = 1;
  #ready: Ready | undefined;

  /** Begins with the shell that has the first of `marks`. */
  constructor(
    readonly wire: Wire,
    private readonly marks: Marks,
    private readonly patience: Patience,
  ) {
    this.#threshold = new Threshold(wire, patience);
    wire.stdin.on('error', () => {});
  }

  /** sudo's own question; no `%`, which it would replace. */
  get prompt(): string {
    return `${this.marks.token} password: `;
  }

  /** What was said by others than our shells; no secret, though a terminal may have echoed one. */
  get words(): string {
    return this.withoutSecrets(this.#threshold.words.replaceAll(this.prompt, '')).trim();
  }

  withoutSecrets(text: string): string {
    return this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, ''), text);
  }

  /** Nobody is there any more to be answered. */
  get over(): boolean {
    return this.#threshold.over;
  }

  /** How long a shell is waited for. */
  get seconds(): number {
    return Math.round(this.patience.readyMs / 1000);
  }

  /** Until the awaited shell is ready, or something else is to be told. @throws LineLost, and what `signal` says. */
  async next(signal: AbortSignal | undefined, prompt?: string): Promise<Heard> {
    const heard = await this.#threshold.next(this.marks.of(this.#step), signal, prompt);
    if (heard.kind === 'ready') {
      this.#ready = heard;
      this.#shells.push(heard.pid);
    }
    return heard;
  }

  /** Has the shell become another one, which is awaited from now on. */
  climb(fragment: (mark: string) => ShellFragment): void {
    this.run(fragment(this.marks.of(this.#step + 1)));
    this.#step += 1;
  }

  answer(secret: string): void {
    if (secret !== '') this.#secrets.push(secret);
    this.wire.stdin.write(`${secret}\n`);
  }

  /** The shell, ready or not yet, runs this and nothing else. */
  run(script: ShellFragment): void {
    this.wire.stdin.write(forBootstrap(this.marks.of(this.#step), script));
  }

  /** What the shell prints from when it was ready. */
  open(): Pick<RemoteProcess, 'stdout' | 'stderr'> {
    return this.#threshold.open(this.marks.of(this.#step));
  }

  /** Nobody is in the last shell's group but what comes of it: sshd, sudo or setsid made it for us. */
  get hasOwnGroup(): boolean {
    return this.#ready !== undefined && this.#shells.includes(this.#ready.group);
  }

  /** What `kill` takes to end the last shell, and everything that it started. */
  get target(): number | undefined {
    if (this.#ready === undefined) return undefined;
    return this.hasOwnGroup ? -this.#ready.group : this.#ready.pid;
  }
}
