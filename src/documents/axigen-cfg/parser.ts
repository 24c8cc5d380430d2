import { commentAt } from '../axigen-text/comments.js';
import { byteOrderMarkLength, isWhiteSpace } from '../axigen-text/lines.js';
import { DocumentError, placeAt } from '../document-error.js';
import type { CfgAttribute, CfgObject, CfgScalar, CfgSet, CfgValue } from './nodes.js';
import { isName, unquote } from './values.js';

/** Far deeper than any real file (Server / smtpIncoming / listeners / sslControl is 6); keeps the stack safe. */
const deepest = 100;

const nameRun = /[A-Za-z0-9_.-]+/y;
// A value runs up to white space, a bracket, a quote or a comment. Control characters are in no value.
const wordRun = /(?:(?!\/\*)[^\u0000-\u0020\u007f(){}"#])+/y;

/** Recursive descent over the grammar of axigen.cfg (facts: `#` and block comments, no commas, `Server {` without `=`). */
export class CfgParser {
  readonly #text: string;
  readonly #file: string;
  #at: number;
  #depth = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#at = byteOrderMarkLength(text);
  }

  parseFile(): { rootName: string; root: CfgObject } {
    this.#skipTrivia();
    const rootName = this.#run(nameRun);
    if (rootName === '') this.#fail(`the root object is expected here ("Server {"), found ${this.#found()}`);
    this.#skipTrivia();
    if (this.#text[this.#at] !== '{')
      this.#fail(`"{" is expected after "${rootName}", found ${this.#found()}`);
    const root = this.#object();
    this.#skipTrivia();
    if (this.#at < this.#text.length) {
      this.#fail(`nothing more is expected after the closing "}" of "${rootName}", found ${this.#found()}`);
    }
    return { rootName, root };
  }

  #object(): CfgObject {
    const start = this.#open();
    const attributes: CfgAttribute[] = [];
    while (!this.#close('}', start)) {
      attributes.push(this.#attribute());
    }
    return { kind: 'object', start, end: this.#at, attributes };
  }

  #set(): CfgSet {
    const start = this.#open();
    const items: CfgValue[] = [];
    while (!this.#close(')', start)) {
      const value = this.#valueHere();
      if (value === undefined)
        this.#fail(`a value, an object or ")" is expected here, found ${this.#found()}`);
      items.push(value);
    }
    return { kind: 'set', start, end: this.#at, items };
  }

  #open(): number {
    this.#depth += 1;
    if (this.#depth > deepest) this.#fail(`brackets are nested more than ${deepest} deep`);
    this.#at += 1;
    return this.#at - 1;
  }

  #close(bracket: ')' | '}', opened: number): boolean {
    this.#skipTrivia();
    const next = this.#text[this.#at];
    if (next === undefined) this.#fail(`this "${this.#text[opened]}" is never closed`, opened);
    if (next === bracket) {
      this.#at += 1;
      this.#depth -= 1;
      return true;
    }
    if (next === ')' || next === '}') {
      const { line, column } = placeAt(this.#text, opened);
      const opener = this.#text[opened];
      this.#fail(
        `"${bracket}" is expected for the "${opener}" of line ${line}, column ${column}, found "${next}"`,
      );
    }
    return false;
  }

  #attribute(): CfgAttribute {
    const start = this.#at;
    const name = this.#run(nameRun);
    if (name === '') this.#fail(`an attribute name or "}" is expected here, found ${this.#found()}`);
    const nameEnd = this.#at;
    this.#skipTrivia();
    if (this.#text[this.#at] !== '=') this.#fail(`"=" is expected after "${name}", found ${this.#found()}`);
    this.#at += 1;
    const value = this.#attributeValue();
    return { kind: 'attribute', start, end: this.#at, name, nameEnd, value };
  }

  /** A value stands on the line of its `=`, or is absent. Only a bracket may open on a later line: it can be nothing else. */
  #attributeValue(): CfgValue {
    const behindEquals = this.#at;
    this.#skipTrivia();
    const next = this.#text[this.#at];
    const sameLine = !this.#text.slice(behindEquals, this.#at).includes('\n');
    if (sameLine || next === '{' || next === '(') {
      const value = this.#valueHere();
      if (value !== undefined && !this.#isNextName(value)) return value;
    }
    this.#at = behindEquals;
    return { kind: 'scalar', start: behindEquals, end: behindEquals, value: '', raw: '' };
  }

  /** In `{ allowRules = denyRules = }` the word after the first `=` is the next attribute's name. */
  #isNextName(value: CfgValue): boolean {
    if (value.kind !== 'scalar' || !isName(value.raw)) return false;
    const end = this.#at;
    this.#skipTrivia();
    const followed = this.#text[this.#at] === '=' && !this.#text.slice(end, this.#at).includes('\n');
    this.#at = end;
    return followed;
  }

  #valueHere(): CfgValue | undefined {
    const next = this.#text[this.#at];
    if (next === '{') return this.#object();
    if (next === '(') return this.#set();
    if (next === '"') return this.#quoted();
    const start = this.#at;
    const raw = this.#run(wordRun);
    return raw === '' ? undefined : { kind: 'scalar', start, end: this.#at, value: raw, raw };
  }

  #quoted(): CfgScalar {
    const start = this.#at;
    let end = start + 1;
    while (this.#text[end] !== '"') {
      if (this.#text[end] === '\\' && this.#text[end + 1] !== '\n') end += 1;
      if (this.#text[end] === undefined || this.#text[end] === '\n') {
        this.#fail('this quote is not closed on its line', start);
      }
      end += 1;
    }
    this.#at = end + 1;
    const next = this.#text[this.#at];
    const separated = next === undefined || isWhiteSpace(next) || /[)}#]/.test(next);
    if (!separated && commentAt(this.#text, this.#at, 'hash-and-block') === undefined) {
      this.#fail(`white space is expected after the closing quote, found ${this.#found()}`);
    }
    const raw = this.#text.slice(start, this.#at);
    return { kind: 'scalar', start, end: this.#at, value: unquote(raw), raw };
  }

  #run(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #skipTrivia(): void {
    for (;;) {
      while (isWhiteSpace(this.#text[this.#at])) this.#at += 1;
      const comment = commentAt(this.#text, this.#at, 'hash-and-block');
      if (comment === undefined) return;
      if (comment.end === undefined) this.#fail('this comment ("/*") is never closed');
      this.#at = comment.end;
    }
  }

  #found(): string {
    const character = this.#text[this.#at];
    if (character === undefined) return 'the end of the file';
    const code = character.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? `"${character}"` : `byte 0x${code.toString(16).padStart(2, '0')}`;
  }

  #fail(problem: string, offset = this.#at): never {
    const { line, column } = placeAt(this.#text, offset);
    throw new DocumentError(this.#file, line, column, problem);
  }
}
