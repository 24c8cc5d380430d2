import { SourceError } from '../source-error.js';
import type { Generation } from '../stand-in-profile.js';
import { type ConfigToken, tokenizeConfig } from './tokens.js';
import type { ConfigAttribute, ConfigObject, ConfigValue } from './tree.js';

const nameLimit = 64;
/** Characters; the manuals of v5 to v7 say 128 in one place and 255 in another, that of X says 8192 (facts 1). */
const valueLimits: Readonly<Record<Generation, number>> = { '1.2': 255, '10': 8192 };

/** Parses axigen.cfg: one unnamed root object, `Server { ... }`. @throws SourceError naming the line. */
export function parseConfig(file: string, text: string, generation: Generation = '1.2'): ConfigObject {
  return new Parser(file, tokenizeConfig(file, text), valueLimits[generation]).root();
}

class Parser {
  private at = 0;

  constructor(
    private readonly file: string,
    private readonly tokens: readonly ConfigToken[],
    private readonly valueLimit: number,
  ) {}

  root(): ConfigObject {
    this.skipNewlines();
    const name = this.next();
    if (name.kind !== 'word' || name.text.toLowerCase() !== 'server') {
      throw this.error(name, `expected "Server {", found ${describe(name)}`);
    }
    this.skipNewlines();
    const open = this.next();
    if (open.kind !== '{') throw this.error(open, `expected "{" after "Server", found ${describe(open)}`);
    const object = this.object(open);
    this.skipNewlines();
    const rest = this.next();
    if (rest.kind !== 'end')
      throw this.error(rest, `expected nothing after the Server object, found ${describe(rest)}`);
    return object;
  }

  private object(open: ConfigToken): ConfigObject {
    const attributes = new Map<string, ConfigAttribute>();
    for (;;) {
      this.skipNewlines();
      const token = this.next();
      if (token.kind === '}') return { line: open.line, attributes };
      if (token.kind === 'end')
        throw this.error(token, `the object opened on line ${open.line} is never closed by "}"`);
      if (token.kind !== 'word')
        throw this.error(token, `expected an attribute name, found ${describe(token)}`);
      if (token.text.length > nameLimit) {
        throw this.error(token, `an attribute name has at most ${nameLimit} characters`);
      }
      const equals = this.next();
      if (equals.kind !== '=') {
        throw this.error(token, `expected "=" after "${token.text}", found ${describe(equals)}`);
      }
      attributes.set(token.text.toLowerCase(), {
        name: token.text,
        line: token.line,
        value: this.value(token),
      });
    }
  }

  private value(owner: ConfigToken): ConfigValue {
    const token = this.peek();
    if (token.kind === 'newline') {
      const start = this.at;
      this.skipNewlines();
      const following = this.peek().kind;
      if (following === '(' || following === '{') return this.value(owner);
      this.at = start;
    }
    // `denyRules =` with nothing behind it is an empty value (facts 1: seen in shipped files).
    if (token.kind === 'newline' || token.kind === '}')
      return { kind: 'text', line: token.line, text: '', quoted: false };
    this.at += 1;
    if (token.kind === '(') return this.set(token);
    if (token.kind === '{') return { kind: 'object', line: token.line, object: this.object(token) };
    return this.text(token);
  }

  private set(open: ConfigToken): ConfigValue {
    const items: ConfigValue[] = [];
    for (;;) {
      this.skipNewlines();
      const token = this.next();
      if (token.kind === ')') return { kind: 'set', line: open.line, items };
      if (token.kind === 'end')
        throw this.error(token, `the set opened on line ${open.line} is never closed by ")"`);
      if (token.kind === '{') items.push({ kind: 'object', line: token.line, object: this.object(token) });
      else items.push(this.text(token));
    }
  }

  private text(token: ConfigToken): ConfigValue {
    if (token.kind !== 'word' && token.kind !== 'string') {
      throw this.error(token, `expected a value, found ${describe(token)}`);
    }
    if (token.text.length > this.valueLimit) {
      throw this.error(token, `a value has at most ${this.valueLimit} characters`);
    }
    return { kind: 'text', line: token.line, text: token.text, quoted: token.kind === 'string' };
  }

  private skipNewlines(): void {
    while (this.peek().kind === 'newline') this.at += 1;
  }

  private peek(): ConfigToken {
    return this.tokens[this.at] ?? { kind: 'end', text: '', line: 1 };
  }

  private next(): ConfigToken {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private error(token: ConfigToken, reason: string): SourceError {
    return new SourceError(this.file, token.line, reason);
  }
}

function describe(token: ConfigToken): string {
  if (token.kind === 'end') return 'the end of the file';
  if (token.kind === 'newline') return 'the end of the line';
  return `"${token.text}"`;
}
