/** Asks a person. Two forms: a terminal with a cursor, and append-only lines. Every method may throw `Cancelled`. */
export interface Prompter {
  text(question: TextQuestion): Promise<string>;
  /** What is typed is never shown. */
  secret(question: SecretQuestion): Promise<string>;
  choose<T>(question: ChoiceQuestion<T>): Promise<T>;
  /** Lines pasted up to one that holds a single dot. Undefined: the operator thought better of it. */
  paste(ask: string): Promise<string | undefined>;
}

export interface TextQuestion {
  readonly ask: string;
  /** Taken when nothing is typed. Empty: nothing is an answer too. */
  readonly fallback?: string;
  /** A sentence that says what is wrong, or undefined. */
  problem(text: string): Promise<string | undefined>;
}

export interface SecretQuestion {
  readonly ask: string;
  problem(text: string): Promise<string | undefined>;
}

export interface ChoiceQuestion<T> {
  readonly ask: string;
  /** One or more. */
  readonly choices: readonly Choice<T>[];
  /** Taken when nothing is chosen; default: the first. */
  readonly fallback?: T;
}

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  /** What it means to choose it. */
  readonly hint?: string;
}
