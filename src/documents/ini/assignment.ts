import { backOverBlanks, skipBlanks } from './blanks.js';

/** Why a value cannot be told for sure, and the offset in the line that causes it. */
export interface Doubt {
  readonly at: number;
  readonly problem: string;
}

/** `name = value` inside a line's text. All offsets are in bytes from the start of that text. */
export interface Assignment {
  readonly name: string;
  readonly nameAt: number;
  readonly equalsAt: number;
  /** Where `raw` stands; replacing raw there is all that an edit does. */
  readonly valueAt: number;
  /** The value's bytes as they stand, quotes included. */
  readonly raw: string;
  readonly quote: '"' | '';
  /** Without its quotes. */
  readonly value: string;
  readonly doubt: Doubt | undefined;
}

/** An assignment whose opening quote (at this offset) is never closed on its line. */
export interface UnclosedQuote {
  readonly unclosedAt: number;
}

/** Reads `name = value` from offset `start`; undefined when there is no `=` or nothing stands before it. */
export function readAssignment(text: string, start: number): Assignment | UnclosedQuote | undefined {
  const nameAt = skipBlanks(text, start);
  const equalsAt = text.indexOf('=', nameAt);
  if (equalsAt <= nameAt) return undefined;
  const name = text.slice(nameAt, backOverBlanks(text, nameAt, equalsAt));
  const valueAt = skipBlanks(text, equalsAt + 1);
  const place = { name, nameAt, equalsAt, valueAt };

  if (text[valueAt] === '"') {
    const close = text.indexOf('"', valueAt + 1);
    if (close === -1) return { unclosedAt: valueAt };
    const after = skipBlanks(text, close + 1);
    if (after === text.length || text[after] === ';' || text[after] === '#') {
      const raw = text.slice(valueAt, close + 1);
      return { ...place, raw, quote: '"', value: raw.slice(1, -1), doubt: undefined };
    }
    const raw = text.slice(valueAt, backOverBlanks(text, valueAt, text.length));
    const doubt = { at: after, problem: 'there is more text after the closing quote of this value' };
    return { ...place, raw, quote: '', value: raw, doubt };
  }
  const raw = text.slice(valueAt, backOverBlanks(text, valueAt, text.length));
  return { ...place, raw, quote: '', value: raw, doubt: doubtOfBare(raw, valueAt) };
}

/**
 * Whether the vendors' parsers take `;` and `#` after a bare value for a comment, single quotes for quotes,
 * or a backslash at the end for a continued line is not known. Replacing such a value could swallow a
 * comment or cut a value in half, so it is left to a person.
 */
function doubtOfBare(raw: string, valueAt: number): Doubt | undefined {
  const mark = raw.search(/[;#]/);
  if (mark !== -1) {
    const problem = `whether "${raw[mark]}" begins a comment here or belongs to the value cannot be told`;
    return { at: valueAt + mark, problem };
  }
  if (raw.startsWith("'")) return { at: valueAt, problem: 'the value is in single quotes' };
  const control = raw.search(/[\u0000-\u0008\u000a-\u001f\u007f]/);
  if (control !== -1) return { at: valueAt + control, problem: 'the value contains a control character' };
  if (raw.endsWith('\\')) {
    const problem = 'the value ends with a backslash: it may go on in the next line';
    return { at: valueAt + raw.length - 1, problem };
  }
  return undefined;
}
