/** Keeps the end of what a program says, however much it says. */
export class LastLines {
  #text = '';

  constructor(
    private readonly lines: number,
    private readonly characters: number,
  ) {}

  add(chunk: Buffer): void {
    this.#text = `${this.#text}${chunk.toString('utf8')}`.slice(-this.characters);
  }

  /** The last lines, in one. */
  text(): string {
    return this.#text
      .trim()
      .split(/\s*\n\s*/)
      .slice(-this.lines)
      .join('; ');
  }
}
