import type { KeyboardInteractiveAuthMethod, Prompt } from 'ssh2';
import type { SshPerson } from '../person.js';
import type { AskOptions, SecretSource } from './ask-secret.js';

export interface KeyboardOptions extends AskOptions {
  readonly user: string;
  /** The server, as people call it. */
  readonly subject: string;
  readonly person: Pick<SshPerson, 'secret'>;
  /** Shows what the server says around its questions. */
  readonly show: (text: string) => void;
  /** The password to log in with, which some servers ask for in this way alone. */
  readonly password: SecretSource;
  /** What the person threw. */
  readonly failed: (error: unknown) => void;
}

/** Questions of one round, and rounds, that a server may ask: more than any has. */
const mostPrompts = 16;
const mostRounds = 20;

/** Answers what a server asks (RFC 4256), one question after the other. */
export class Keyboard {
  /** Of the last conversation: whether the server asked anything, and nobody answered. */
  asked = false;
  unanswered = false;

  constructor(private readonly options: KeyboardOptions) {}

  /** One more conversation. */
  method(): KeyboardInteractiveAuthMethod {
    this.asked = false;
    let rounds = 0;
    return {
      type: 'keyboard-interactive',
      username: this.options.user,
      prompt: (name, instructions, _language, prompts, finish) => {
        rounds += 1;
        this.#answers(`${name}\n${instructions}`.trim(), prompts, rounds).then(finish, this.options.failed);
      },
    };
  }

  async #answers(heading: string, prompts: readonly Prompt[], round: number): Promise<string[]> {
    if (heading !== '') this.options.show(heading);
    const first = !this.asked;
    this.asked = true;
    if (prompts.length > mostPrompts || round > mostRounds) return this.#none(prompts);
    const [only] = prompts;
    // Later rounds ask for a code, or for a new password where the old one has expired.
    if (first && only !== undefined && prompts.length === 1 && only.echo !== true) {
      const { password } = this.options;
      const answer = await password.next({ kind: 'keyboard-interactive', prompt: only.prompt });
      return answer === undefined ? this.#none(prompts) : [answer];
    }
    const answers: string[] = [];
    for (const prompt of prompts) {
      const answer = await this.#ask(prompt);
      if (answer === undefined) return this.#none(prompts);
      answers.push(answer);
    }
    return answers;
  }

  #ask({ prompt, echo }: Prompt): Promise<string | undefined> {
    const { person, subject, user, asking } = this.options;
    return asking(() =>
      person.secret({
        ...{ kind: 'keyboard-interactive', subject, user, prompt, another: true },
        ...(echo === true ? { echo: true } : {}),
      }),
    );
  }

  /** Empty ones, which the server takes for wrong; were there fewer of them, sshd would hang up (its auth2-chall.c). */
  #none(prompts: readonly Prompt[]): string[] {
    this.unanswered = true;
    return prompts.map(() => '');
  }
}
