import type { SecretRequest, SshPerson } from '../person.js';
import type { LineMemory } from './memory.js';

/** As with ssh: a person may mistype twice. */
export const mostQuestions = 3;

export interface AskOptions {
  readonly person: Pick<SshPerson, 'secret'>;
  readonly memory: LineMemory;
  /** Stops the deadline meanwhile. */
  asking<T>(question: () => Promise<T>): Promise<T>;
}

/**
 * Asks for one secret until it is right: what was refused is never given again, and whoever has only that has none. What was right
 * before is given first without a question.
 */
export class SecretSource {
  #refused = new Set<string>();
  #asked = 0;
  #given: string | undefined;

  constructor(
    private readonly request: SecretRequest,
    private readonly options: AskOptions,
    private readonly most = mostQuestions,
  ) {}

  /** Whether the last one that was given has come to nothing, or none was. */
  get refused(): boolean {
    return this.#refused.size > 0;
  }

  get exhausted(): boolean {
    return this.#asked >= this.most;
  }

  /** Nothing was there to give. */
  unanswered = false;

  /** What is to be tried next. Undefined: nothing more. What was given before counts as refused. @throws Cancelled */
  async next(words: Partial<SecretRequest> = {}): Promise<string | undefined> {
    this.refuse();
    const { kind, subject } = this.request;
    const kept = this.options.memory.recall(kind, subject);
    if (kept !== undefined && !this.#refused.has(kept)) return this.#give(kept);
    while (!this.exhausted) {
      this.#asked += 1;
      const again = this.#refused.size > 0 ? { again: true } : {};
      const answer = await this.options.asking(() =>
        this.options.person.secret({ ...this.request, ...words, ...again }),
      );
      if (answer === undefined) {
        this.unanswered = true;
        return undefined;
      }
      if (!this.#refused.has(answer)) return this.#give(answer);
    }
    return undefined;
  }

  /** The one that was given last was right. */
  accept(): void {
    if (this.#given === undefined) return;
    this.options.memory.keep(this.request.kind, this.request.subject, this.#given);
    this.#given = undefined;
  }

  refuse(): void {
    if (this.#given === undefined) return;
    this.#refused.add(this.#given);
    this.options.memory.forget(this.request.kind, this.request.subject);
    this.#given = undefined;
  }

  #give(secret: string): string {
    this.#given = secret;
    return secret;
  }
}
