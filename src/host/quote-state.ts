/**
 * Where in a shell text one stands: follows quotes, comments, backslashes and command substitutions over
 * the literal parts of a `sh` template. Only as much of the grammar as it takes to tell whether a value
 * that is put in here would become a word of its own.
 */
export class QuoteState {
  /** Innermost last. `$(`: a command substitution; `(`: a group inside one. */
  readonly #open: ('"' | '$(' | '(' | '`')[] = [];
  #single = false;
  #comment = false;
  #escaped = false;
  /** The character before, as far as it matters to `#`. */
  #previous = '\n';

  /** Undefined: a value becomes a word of its own here. Otherwise what stands around it. */
  get inside(): 'single quotes' | 'double quotes' | 'a comment' | 'an escape' | undefined {
    if (this.#comment) return 'a comment';
    if (this.#single) return 'single quotes';
    if (this.#escaped) return 'an escape';
    return this.#open.at(-1) === '"' ? 'double quotes' : undefined;
  }

  /** Nothing is left open; a comment ends with its line, and so with its fragment. */
  get closed(): boolean {
    return !this.#single && !this.#escaped && this.#open.length === 0;
  }

  literal(text: string): void {
    for (const character of text) {
      this.#step(character);
      this.#previous = character;
    }
  }

  /** A value was put in: what follows continues a word. */
  value(): void {
    this.#previous = 'x';
  }

  #step(character: string): void {
    if (this.#comment) {
      this.#comment = character !== '\n';
    } else if (this.#single) {
      this.#single = character !== "'";
    } else if (this.#escaped) {
      this.#escaped = false;
    } else if (character === '\\') {
      this.#escaped = true;
    } else if (this.#open.at(-1) === '"') {
      this.#inDoubleQuotes(character);
    } else {
      this.#inPlainText(character);
    }
  }

  #inDoubleQuotes(character: string): void {
    if (character === '"') this.#open.pop();
    else this.#substitution(character);
  }

  #inPlainText(character: string): void {
    const innermost = this.#open.at(-1);
    if (character === "'") this.#single = true;
    else if (character === '"') this.#open.push('"');
    else if (character === '#' && /[\s;&|()]/.test(this.#previous)) this.#comment = true;
    else if (character === ')' && (innermost === '$(' || innermost === '(')) this.#open.pop();
    else if (character === '(' && innermost !== undefined && this.#previous !== '$') this.#open.push('(');
    else this.#substitution(character);
  }

  #substitution(character: string): void {
    if (character === '(' && this.#previous === '$') this.#open.push('$(');
    else if (character === '`') {
      if (this.#open.includes('`')) this.#open.splice(this.#open.lastIndexOf('`'));
      else this.#open.push('`');
    }
  }
}
