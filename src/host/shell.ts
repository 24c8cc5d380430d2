import { QuoteState } from './quote-state.js';

/**
 * Shell text that is safe by construction. A `ShellFragment` can only be made by the `sh` template,
 * which quotes every value put into it, or by joining fragments. A plain string is never accepted
 * where a fragment is wanted, so unquoted text cannot reach a shell.
 */
declare const fragmentBrand: unique symbol;

export interface ShellFragment {
  readonly [fragmentBrand]: true;
  readonly text: string;
}

export type ShellValue = string | number | ShellFragment | readonly string[];

function fragment(text: string): ShellFragment {
  return { text } as ShellFragment;
}

function isFragment(value: ShellValue): value is ShellFragment {
  return typeof value === 'object' && 'text' in value;
}

/** Words that mean something to a shell where a command is expected. */
const reserved = new Set(
  'case do done elif else esac fi for function if in select then time until while'.split(' '),
);

/**
 * One word for a POSIX shell, whatever place it is put in: `=` is quoted, or the word could be an assignment.
 * @throws RangeError for NUL, which no shell word can carry.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('a shell word cannot contain NUL');
  if (/^[A-Za-z0-9_/.:@%+,-]+$/.test(word) && !reserved.has(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function render(value: ShellValue): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
    return String(value);
  }
  if (typeof value === 'string') return quoteWord(value);
  if (isFragment(value)) return value.text;
  return value.map(quoteWord).join(' ');
}

/**
 * `sh\`cp -p ${from} ${to}\``: literal text is shell, backslashes included; every value becomes one quoted
 * word (an array: several words), so it must stand outside of quotes. Inside `"$( )"` is outside again.
 * @throws RangeError for text within quotes or a comment, a quote left open, NUL, a number that is not whole.
 */
export function sh({ raw }: TemplateStringsArray, ...values: readonly ShellValue[]): ShellFragment {
  const state = new QuoteState();
  state.literal(raw[0] ?? '');
  let text = raw[0] ?? '';
  values.forEach((value, index) => {
    // Digits are the same text in quotes and out of them.
    if (typeof value !== 'number' && state.inside !== undefined)
      throw new RangeError(`a value inside ${state.inside}: ${text.slice(-40)}`);
    const literal = raw[index + 1] ?? '';
    text += render(value) + literal;
    state.value();
    state.literal(literal);
  });
  if (!state.closed) throw new RangeError(`a quote is left open: ${text.slice(0, 80)}`);
  return fragment(text);
}

/** Fragments one below the other. */
export function lines(...fragments: readonly ShellFragment[]): ShellFragment {
  return fragment(fragments.map((one) => one.text).join('\n'));
}

/**
 * Shell text that ships with this package (templates/*.sh). The only door for text that is not a
 * template literal: never pass anything that came from the target, the operator or a file of theirs.
 */
export function shippedScript(text: string): ShellFragment {
  return fragment(text);
}
