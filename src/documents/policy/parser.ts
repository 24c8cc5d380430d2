import type {
  CallStatement,
  ElseBranch,
  IfStatement,
  PolicyBlock,
  PolicyCall,
  PolicyDeclaration,
  PolicyExpression,
  PolicyStatement,
  PolicyWord,
  SetStatement,
} from './nodes.js';
import { PolicyScanner } from './scanner.js';

/** Far deeper than any real script; keeps the stack safe. */
const deepest = 100;

/** Recursive descent over the policy language (facts, SMTP policy file). */
export class PolicyParser {
  readonly #scan: PolicyScanner;
  #depth = 0;

  constructor(text: string, file: string) {
    this.#scan = new PolicyScanner(text, file);
  }

  parseFile(): readonly PolicyDeclaration[] {
    const declarations: PolicyDeclaration[] = [];
    while (!this.#scan.atEnd()) declarations.push(this.#declaration());
    return declarations;
  }

  #declaration(): PolicyDeclaration {
    const start = this.#scan.at;
    const keyword = this.#wordSeen()?.toLowerCase();
    if (keyword !== 'event' && keyword !== 'method') {
      this.#scan.fail(`"event" or "method" is expected here, found ${this.#scan.found()}`);
    }
    this.#scan.word();
    const name = this.#word(`the name of the ${keyword}`);
    const body = this.#block(`to open ${keyword} "${name.name}"`);
    return { kind: keyword, start, end: body.end, name: name.name, body };
  }

  #block(wantedFor: string): PolicyBlock {
    const start = this.#scan.at;
    this.#scan.expect('{', wantedFor);
    this.#enter();
    const statements: PolicyStatement[] = [];
    for (;;) {
      const end = this.#scan.take('}');
      if (end !== undefined) {
        this.#depth -= 1;
        return { kind: 'block', start, end, statements };
      }
      if (this.#scan.atEnd()) this.#scan.fail('this "{" is never closed', start);
      // A stray ";" is an empty statement.
      if (this.#scan.take(';') === undefined) statements.push(this.#statement());
    }
  }

  #statement(): PolicyStatement {
    const start = this.#scan.at;
    const name = this.#word('a statement or "}"');
    if (name.name.toLowerCase() === 'if') return this.#ifStatement(start);
    const call = this.#callOf(name);
    const end = this.#scan.expect(';', `after "${name.name} (...)"`);
    return this.#known(call, start, end) ?? { kind: 'other', start, end, call };
  }

  #known(call: PolicyCall, start: number, end: number): SetStatement | CallStatement | undefined {
    const [first, second, ...more] = call.args;
    const keyword = call.name.toLowerCase();
    if (keyword === 'set') {
      if (first?.kind === 'word' && second !== undefined && more.length === 0) {
        return { kind: 'set', start, end, variable: first.name, value: second };
      }
      this.#scan.fail('"set" is understood with a variable and a value only', start);
    }
    if (keyword === 'call') {
      if (first?.kind === 'word' && second === undefined) {
        return { kind: 'call-method', start, end, method: first.name };
      }
      this.#scan.fail('"call" is understood with the name of a method only', start);
    }
    return undefined;
  }

  #ifStatement(start: number): IfStatement {
    const open = this.#scan.at;
    this.#scan.expect('(', 'after "if"');
    if (this.#scan.sees(')')) this.#scan.fail('a condition is expected here, found ")"');
    const condition = this.#expression();
    this.#closeParenthesis(open, '")"');
    const then = this.#block('to open what the "if" does');
    const otherwise = this.#elseBranch();
    return { kind: 'if', start, end: otherwise?.end ?? then.end, condition, then, otherwise };
  }

  #elseBranch(): ElseBranch | undefined {
    if (this.#wordSeen()?.toLowerCase() !== 'else') return undefined;
    const start = this.#scan.at;
    this.#scan.word();
    const bodyStart = this.#scan.at;
    if (this.#wordSeen()?.toLowerCase() !== 'if') {
      const body = this.#block('or "if" after "else"');
      return { start, end: body.end, body };
    }
    this.#scan.word();
    this.#enter();
    const body = this.#ifStatement(bodyStart);
    this.#depth -= 1;
    return { start, end: body.end, body };
  }

  #expression(): PolicyExpression {
    const string = this.#scan.string();
    if (string !== undefined) return string;
    const word = this.#word('a condition or a value');
    return this.#scan.sees('(') ? this.#callOf(word) : word;
  }

  #callOf(name: PolicyWord): PolicyCall {
    const open = this.#scan.at;
    this.#scan.expect('(', `after "${name.name}"`);
    this.#enter();
    const args: PolicyExpression[] = [];
    if (!this.#scan.sees(')')) {
      do {
        if (this.#scan.atEnd()) break;
        args.push(this.#expression());
      } while (this.#scan.take(',') !== undefined);
    }
    const end = this.#closeParenthesis(open, '")" or ","');
    this.#depth -= 1;
    return { kind: 'call', start: name.start, end, name: name.name, args };
  }

  #closeParenthesis(open: number, wanted: string): number {
    if (this.#scan.atEnd()) this.#scan.fail('this "(" is never closed', open);
    const end = this.#scan.take(')');
    return end ?? this.#scan.fail(`${wanted} is expected here, found ${this.#scan.found()}`);
  }

  #word(wanted: string): PolicyWord {
    return this.#scan.word() ?? this.#scan.fail(`${wanted} is expected here, found ${this.#scan.found()}`);
  }

  /** The next word, not taken. */
  #wordSeen(): string | undefined {
    const at = this.#scan.at;
    const word = this.#scan.word();
    this.#scan.at = at;
    return word?.name;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > deepest) this.#scan.fail(`brackets are nested more than ${deepest} deep`);
  }
}
