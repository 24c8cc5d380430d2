import { CliError } from './cli-error.js';

/**
 * Cuts a command line into words. A value is written bare with `\` before blanks and quotes, in 'single'
 * quotes (taken as it is) or in "double" quotes (with `\` as in a bare one); a set stays one word with its
 * parentheses (facts 2: wire). @throws CliError for a quote or a parenthesis that is never closed
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    const [word, end] = line.charAt(at) === '(' ? readSet(line, at) : readWord(line, at);
    words.push(word);
    at = end;
  }
  return words;
}

function readSet(line: string, start: number): [word: string, end: number] {
  const close = line.indexOf(')', start);
  if (close === -1) throw new CliError('missing )');
  return [line.slice(start, close + 1), close + 1];
}

function readWord(line: string, start: number): [word: string, end: number] {
  let word = '';
  let at = start;
  let quote = '';
  while (at < line.length) {
    const character = line.charAt(at);
    at += 1;
    if (quote === '' && /\s/.test(character)) return [word, at];
    if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === '\\' && quote !== "'" && at < line.length) {
      word += line.charAt(at);
      at += 1;
    } else word += character;
  }
  if (quote !== '') throw new CliError(`missing ${quote}`);
  return [word, at];
}

/** `[address] 127.0.0.1:25 ...`: the keyword may be left out. @throws CliError when nothing is named */
export function takeKey(keyword: string, args: readonly string[]): [key: string, rest: readonly string[]] {
  const named = args[0]?.toLowerCase() === keyword.toLowerCase() && args.length > 1;
  const [key, ...rest] = named ? args.slice(1) : args;
  if (key === undefined) throw new CliError(`missing parameter ${keyword}`);
  return [key, rest];
}

/** `maxErrors 20 logLevel 15`. @throws CliError when a value is missing */
export function takePairs(args: readonly string[]): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at] ?? '';
    const value = args[at + 1];
    if (value === undefined) throw new CliError(`missing value for ${name}`);
    pairs.push([name, value]);
  }
  return pairs;
}
