import { SourceError } from '../source-error.js';

export interface ConfigToken {
  readonly kind: 'word' | 'string' | 'newline' | '{' | '}' | '(' | ')' | '=' | 'end';
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Cuts axigen.cfg into tokens; comments are dropped (facts 1: grammar). @throws SourceError */
export function tokenizeConfig(file: string, text: string): ConfigToken[] {
  const tokens: ConfigToken[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\n') {
      tokens.push({ kind: 'newline', text: '\n', line });
      line += 1;
      at += 1;
    } else if (/[ \t\r\f\v]/.test(character)) {
      at += 1;
    } else if (character === '#') {
      at = lineEnd(text, at);
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close === -1) throw new SourceError(file, line, 'this comment is never closed by */');
      line += text.slice(at, close).split('\n').length - 1;
      at = close + 2;
    } else if (isPunctuation(character)) {
      tokens.push({ kind: character, text: character, line });
      at += 1;
    } else if (character === '"') {
      const found = /^"((?:[^"\\\n]|\\.)*)"/.exec(text.slice(at, lineEnd(text, at)));
      if (found === null) throw new SourceError(file, line, 'this quoted value does not end on its line');
      tokens.push({ kind: 'string', text: (found[1] ?? '').replaceAll('\\"', '"'), line });
      at += found[0].length;
    } else {
      const word = /^[^\s"#{}()=]+/.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? character;
      tokens.push({ kind: 'word', text: word, line });
      at += word.length;
    }
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}

function isPunctuation(character: string): character is '{' | '}' | '(' | ')' | '=' {
  return character.length === 1 && '{}()='.includes(character);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
