import { SourceError } from '../source-error.js';

export interface PolicyToken {
  readonly kind: 'name' | 'string' | '{' | '}' | '(' | ')' | ',' | ';' | 'end';
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Cuts the policy script into tokens; `#` comments are dropped, strings may span lines (facts 4). @throws SourceError */
export function tokenizePolicy(file: string, text: string): PolicyToken[] {
  const tokens: PolicyToken[] = [];
  const pattern = /(\s+|#[^\n]*)|([A-Za-z_][\w-]*)|"((?:[^"\\]|\\[\s\S])*)"|([{}(),;])/y;
  let line = 1;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) {
      const character = text.charAt(at);
      const reason =
        character === '"' ? 'this string is never closed' : `unexpected character "${character}"`;
      throw new SourceError(file, line, reason);
    }
    const [whole, , name, string, punctuation] = found;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, line });
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replace(/\\(["\\])/g, '$1'), line });
    if (punctuation !== undefined && isPunctuation(punctuation)) {
      tokens.push({ kind: punctuation, text: punctuation, line });
    }
    line += whole.split('\n').length - 1;
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}

function isPunctuation(text: string): text is '{' | '}' | '(' | ')' | ',' | ';' {
  return text.length === 1 && '{}(),;'.includes(text);
}
