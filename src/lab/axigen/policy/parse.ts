import { parseIpRange } from '../../mail/ip-address.js';
import { SourceError } from '../source-error.js';
import type { Condition, PolicyScript, Statement } from './script.js';
import { type PolicyToken, tokenizePolicy } from './tokens.js';

/** Parses the policy script. @throws SourceError naming the line. */
export function parsePolicy(file: string, text: string): PolicyScript {
  return new Parser(file, tokenizePolicy(file, text)).script();
}

class Parser {
  private at = 0;

  constructor(
    private readonly file: string,
    private readonly tokens: readonly PolicyToken[],
  ) {}

  script(): PolicyScript {
    const events = new Map<string, readonly Statement[]>();
    const methods = new Map<string, readonly Statement[]>();
    for (;;) {
      const token = this.next();
      if (token.kind === 'end') return { file: this.file, events, methods };
      const keyword = token.kind === 'name' ? token.text.toLowerCase() : '';
      if (keyword !== 'event' && keyword !== 'method') {
        throw this.error(token, `expected "event" or "method", found ${describe(token)}`);
      }
      const name = this.expect('name', `the name of the ${keyword}`);
      const blocks = keyword === 'event' ? events : methods;
      const key = name.text.toLowerCase();
      if (blocks.has(key)) throw this.error(name, `${keyword} ${name.text} is defined twice`);
      blocks.set(key, this.block());
    }
  }

  private block(): Statement[] {
    const open = this.expect('{', '"{"');
    const statements: Statement[] = [];
    for (;;) {
      const token = this.next();
      if (token.kind === '}') return statements;
      if (token.kind === 'end')
        throw this.error(token, `the block opened on line ${open.line} is never closed by "}"`);
      statements.push(this.statement(token));
    }
  }

  private statement(token: PolicyToken): Statement {
    const keyword = token.kind === 'name' ? token.text.toLowerCase() : '';
    if (keyword !== 'set' && keyword !== 'call' && keyword !== 'if') {
      throw this.error(token, `expected set, call or if, found ${describe(token)}`);
    }
    this.expect('(', `"(" after ${token.text}`);
    if (keyword === 'if') {
      const condition = this.condition();
      this.expect(')', '")" after the condition');
      return { kind: 'if', line: token.line, condition, body: this.block() };
    }
    const name = this.expect('name', keyword === 'set' ? 'a variable' : 'a method').text.toLowerCase();
    let value = '';
    if (keyword === 'set') {
      this.expect(',', '","');
      value = this.expect('string', 'a value in double quotes').text;
    }
    this.expect(')', '")"');
    this.expect(';', `";" after ${token.text} (...)`);
    if (keyword === 'set') return { kind: 'set', line: token.line, variable: name, value };
    return { kind: 'call', line: token.line, method: name };
  }

  private condition(): Condition {
    const token = this.expect('name', 'a condition');
    const kind = token.text.toLowerCase();
    this.expect('(', `"(" after ${token.text}`);
    const condition = this.operands(token, kind);
    this.expect(')', `")" after the operands of ${token.text}`);
    return condition;
  }

  private operands(token: PolicyToken, kind: string): Condition {
    if (kind === 'anyof' || kind === 'allof') {
      const conditions = [this.condition()];
      while (this.peek().kind === ',') {
        this.next();
        conditions.push(this.condition());
      }
      return { kind, conditions };
    }
    if (kind !== 'is' && kind !== 'iscase' && kind !== 'greaterthan' && kind !== 'iprange') {
      throw this.error(token, `"${token.text}" is not a condition`);
    }
    const variable = this.expect('name', 'a variable').text.toLowerCase();
    this.expect(',', '","');
    const value = this.expect('string', 'a value in double quotes');
    if (kind !== 'iprange') return { kind, variable, value: value.text };
    const range = parseIpRange(value.text);
    if (range === undefined) {
      throw this.error(
        value,
        `"${value.text}" is not a range such as "10.0.0.0/255.0.0.0", "10.0.0.0/8" or "10.0.0.1-10.0.0.9"`,
      );
    }
    return { kind, variable, range };
  }

  private expect(kind: PolicyToken['kind'], what: string): PolicyToken {
    const token = this.next();
    if (token.kind !== kind) throw this.error(token, `expected ${what}, found ${describe(token)}`);
    return token;
  }

  private peek(): PolicyToken {
    return this.tokens[this.at] ?? { kind: 'end', text: '', line: 1 };
  }

  private next(): PolicyToken {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private error(token: PolicyToken, reason: string): SourceError {
    return new SourceError(this.file, token.line, reason);
  }
}

function describe(token: PolicyToken): string {
  return token.kind === 'end' ? 'the end of the file' : `"${token.text}"`;
}
