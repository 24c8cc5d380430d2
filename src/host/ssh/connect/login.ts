import type { AnyAuthMethod } from 'ssh2';
import type { SshPerson } from '../person.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';
import { type AskOptions, SecretSource } from './ask-secret.js';
import { KeyAttempts } from './key-attempts.js';
import { Keyboard } from './keyboard.js';
import type { Keys } from './keys.js';
import { type LoginStory, loginRefused } from './login-refused.js';

export interface LoginOptions extends AskOptions {
  readonly settings: SshSettings;
  readonly person: Pick<SshPerson, 'secret' | 'note'>;
  readonly keys: Keys;
  /** What the server calls itself. */
  readonly ident: string;
  /** Shows what the server says around its questions. */
  readonly show: (text: string) => void;
  /** What a person threw while the server waits for answers. */
  readonly failed: (error: unknown) => void;
}

/** Servers hang up after 6 refused attempts (sshd_config(5), MaxAuthTries): one stays for the password. */
const mostTries = 6;
/** One that calls everything a part of a success would go on for ever. */
const mostParts = 10;

/** Chooses what is tried next, in OpenSSH's order and of what the server offers: keys, keyboard-interactive, password. */
export class Login {
  readonly #keys: KeyAttempts;
  readonly #password: SecretSource;
  readonly #keyboard: Keyboard;
  #offered: readonly string[] = [];
  #tries = 0;
  #parts = 0;
  #last: 'none' | 'key' | 'keyboard' | 'password' | undefined;
  #keyboardOver = false;
  #passwordOver = false;
  #keysLeftOut = 0;

  constructor(private readonly options: LoginOptions) {
    const { settings, keys, ident } = options;
    const subject = serverName(settings);
    const { user } = settings;
    this.#keys = new KeyAttempts(keys, { ...options, user, ident });
    this.#password = new SecretSource({ kind: 'password', subject, user }, options);
    this.#keyboard = new Keyboard({ ...options, user, subject, password: this.#password });
  }

  /** `offered`: what may go on, by the server's answer to the last attempt; undefined before the first. @throws UserError, Cancelled */
  async next(offered: readonly string[] | undefined, partial: boolean): Promise<AnyAuthMethod> {
    if (offered === undefined) return this.#first();
    this.#offered = offered;
    this.#learn(partial);
    const method = (await this.#key()) ?? this.#byKeyboard() ?? (await this.#byPassword());
    if (method === undefined) throw loginRefused(this.story());
    return method;
  }

  /** The server let us in. */
  accepted(): void {
    this.#password.accept();
  }

  /** What was tried, for whoever must know why it was in vain. */
  story(): LoginStory {
    return {
      settings: this.options.settings,
      offered: this.#offered,
      keys: this.#keys.tried,
      tooNew: this.#keys.tooNew,
      leftOut: this.#keysLeftOut,
      locked: this.#keys.locked,
      ...(this.options.keys.missing === undefined ? {} : { missing: this.options.keys.missing }),
      ...(this.options.keys.agentProblem === undefined
        ? {}
        : { agentProblem: this.options.keys.agentProblem }),
      passwordRefused: this.#password.refused,
      unanswered: this.#password.unanswered || this.#keyboard.unanswered,
    };
  }

  /** The first attempt tells what is offered. One with a key saves the round trip of asking. */
  async #first(): Promise<AnyAuthMethod> {
    const method = this.#keys.silent ? await this.#keys.next() : undefined;
    this.#last = method === undefined ? 'none' : 'key';
    return method ?? { type: 'none', username: this.options.settings.user };
  }

  #learn(partial: boolean): void {
    // A password can be half of what the server wants. Of a key ssh2 does not tell; it counts as refused, which does no harm.
    if (partial && this.#last !== 'key') {
      this.#parts += 1;
      if (this.#parts > mostParts) throw loginRefused(this.story());
      this.#password.accept();
      this.#keyboardOver = false;
      return;
    }
    if (this.#last !== 'none') this.#tries += 1;
    if (this.#last === 'keyboard') {
      this.#password.refuse();
      // Without a question there is nothing to answer better.
      this.#keyboardOver = !this.#keyboard.asked || this.#keyboard.unanswered;
    }
    if (this.#last === 'password') this.#password.refuse();
  }

  async #key(): Promise<AnyAuthMethod | undefined> {
    if (!this.#offered.includes('publickey')) return undefined;
    const others = this.#offered.some((one) => one === 'password' || one === 'keyboard-interactive');
    if (this.#tries >= (others ? mostTries - 1 : mostTries)) {
      this.#keysLeftOut = this.#keys.left;
      return undefined;
    }
    const method = await this.#keys.next();
    if (method !== undefined) this.#last = 'key';
    return method;
  }

  #byKeyboard(): AnyAuthMethod | undefined {
    if (!this.#offered.includes('keyboard-interactive') || this.#keyboardOver) return undefined;
    if (this.#password.exhausted || this.#tries >= mostTries) return undefined;
    this.#last = 'keyboard';
    return this.#keyboard.method();
  }

  async #byPassword(): Promise<AnyAuthMethod | undefined> {
    if (!this.#offered.includes('password') || this.#passwordOver || this.#tries >= mostTries)
      return undefined;
    const password = await this.#password.next();
    if (password === undefined) {
      this.#passwordOver = true;
      return undefined;
    }
    this.#last = 'password';
    return { type: 'password', username: this.options.settings.user, password };
  }
}
