import type { SshPerson } from '../person.js';
import { passwordRefused, passwordWanted } from './elevation-errors.js';

/** Wrong ones that are taken before it is given up: another one might lock the account. */
const maxTries = 3;

/** The password that sudo or su wants: asked for once, kept while the target is open. */
export class BecomeSecret {
  #asked: Promise<string> | undefined;
  #refusedLast: string | undefined;
  #refused = 0;
  #proven = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly person: Pick<SshPerson, 'secret'>,
    private readonly how: 'sudo' | 'su',
    private readonly whose: { readonly subject: string; readonly user: string },
  ) {}

  /** @throws UserError when nobody is there who could tell it, or it was wrong too often; Cancelled. */
  get(prompt: string | undefined): Promise<string> {
    this.#asked ??= this.#ask(prompt).catch((error: unknown) => {
      this.#asked = undefined;
      throw error;
    });
    return this.#asked;
  }

  /** The one that was sent is wrong. @throws UserError when it is time to give up. */
  refuse(secret: string, words: string): void {
    // Two commands side by side have found out about the same one.
    if (this.#asked === undefined && this.#refusedLast === secret) return;
    this.#refusedLast = secret;
    this.#asked = undefined;
    this.#proven = false;
    this.#refused += 1;
    if (this.#refused >= maxTries) throw passwordRefused(this.how, this.whose.subject, words);
  }

  prove(): void {
    this.#proven = true;
    this.#refused = 0;
  }

  /** One after the other until one has got through: side by side they would ask side by side, and fail so. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#proven) return work();
    const before = this.#turn;
    let done = () => {};
    this.#turn = new Promise<void>((resolve) => {
      done = resolve;
    });
    try {
      await before;
      return await work();
    } finally {
      done();
    }
  }

  async #ask(prompt: string | undefined): Promise<string> {
    const { subject, user } = this.whose;
    const again = this.#refused > 0;
    const kind = this.how;
    const secret = await this.person.secret({
      kind,
      subject,
      user,
      ...(prompt === undefined ? {} : { prompt }),
      ...(again ? { again } : {}),
    });
    if (secret === undefined) throw passwordWanted(this.how, subject, again);
    return secret;
  }
}
