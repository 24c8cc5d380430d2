import { commentAt } from '../axigen-text/comments.js';
import { byteOrderMarkLength, isWhiteSpace } from '../axigen-text/lines.js';
import { DocumentError, placeAt } from '../document-error.js';
import type { PolicyString, PolicyWord } from './nodes.js';

const wordRun = /[A-Za-z0-9_][A-Za-z0-9_.-]*/y;

/** Words, strings and marks of a policy script, one after another. After each, white space and comments are skipped. */
export class PolicyScanner {
  readonly text: string;
  readonly #file: string;
  /** Where the next token begins. */
  at: number;

  constructor(text: string, file: string) {
    this.text = text;
    this.#file = file;
    this.at = byteOrderMarkLength(text);
    this.#skipTrivia();
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  sees(mark: string): boolean {
    return this.text[this.at] === mark;
  }

  /** Takes the mark if it is next. @returns the offset behind it, or undefined when something else is next */
  take(mark: string): number | undefined {
    if (!this.sees(mark)) return undefined;
    return this.#advance(this.at + 1);
  }

  /** Takes the mark, or fails naming what it is wanted for. @returns the offset behind it */
  expect(mark: string, wantedFor: string): number {
    const end = this.take(mark);
    return end ?? this.fail(`"${mark}" is expected ${wantedFor}, found ${this.found()}`);
  }

  word(): PolicyWord | undefined {
    wordRun.lastIndex = this.at;
    const name = wordRun.exec(this.text)?.[0];
    if (name === undefined) return undefined;
    const start = this.at;
    return { kind: 'word', start, end: this.#advance(start + name.length), name };
  }

  string(): PolicyString | undefined {
    if (!this.sees('"')) return undefined;
    const start = this.at;
    let close = start + 1;
    while (this.text[close] !== '"') {
      if (this.text[close] === '\\') close += 1;
      if (close >= this.text.length) this.fail('this quote is never closed', start);
      close += 1;
    }
    const value = this.text.slice(start + 1, close).replace(/\\(["\\])/g, '$1');
    return { kind: 'string', start, end: this.#advance(close + 1), value };
  }

  /** What is next, for a message. */
  found(): string {
    const character = this.text[this.at];
    if (character === undefined) return 'the end of the file';
    wordRun.lastIndex = this.at;
    const word = wordRun.exec(this.text)?.[0];
    if (word !== undefined) return `"${word.length > 40 ? `${word.slice(0, 40)}…` : word}"`;
    const code = character.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? `"${character}"` : `byte 0x${code.toString(16).padStart(2, '0')}`;
  }

  fail(problem: string, offset = this.at): never {
    const { line, column } = placeAt(this.text, offset);
    throw new DocumentError(this.#file, line, column, problem);
  }

  #advance(end: number): number {
    this.at = end;
    this.#skipTrivia();
    return end;
  }

  #skipTrivia(): void {
    for (;;) {
      while (isWhiteSpace(this.text[this.at])) this.at += 1;
      const comment = commentAt(this.text, this.at, 'hash');
      if (comment?.end === undefined) return;
      this.at = comment.end;
    }
  }
}
