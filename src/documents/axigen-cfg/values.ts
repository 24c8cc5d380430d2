import { UserError } from '../../errors.js';

/** Is this a name that an attribute may have? */
export function isName(text: string): boolean {
  return /^[A-Za-z0-9_.-]+$/.test(text);
}

/** Names are compared without regard to case (facts, axigen.cfg grammar). */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Equal as AXIGEN would take them: exactly, except that yes and no have no case. */
export function sameValue(one: string, other: string): boolean {
  return one === other || (/^(?:yes|no)$/i.test(one) && one.toLowerCase() === other.toLowerCase());
}

/** What a quoted value says. Only `\"` is documented; `\\` is taken as a backslash, any other one is left alone. */
export function unquote(raw: string): string {
  return raw.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/**
 * A value as it is written in the file.
 * @param keepQuotes the value that it replaces stood in quotes
 * @throws UserError when the value cannot be written so that every reading of the grammar agrees on it: it has a line
 *   break or another control character, a character beyond one byte, or a backslash before a quote, before another
 *   backslash or at its end.
 */
export function encodeValue(value: string, keepQuotes: boolean): string {
  const bare = /^(?:(?!\/\*)[^\u0000-\u0020\u007f(){}"#=])+$/.test(value);
  if (/[\u0000-\u0008\u000a-\u001f\u007f\u0100-\uffff]/.test(value)) {
    throw unwritable(value, 'it has a line break, a control character or a character beyond one byte');
  }
  if (bare && !keepQuotes) return value;
  if (/\\(?:["\\]|$)/.test(value)) {
    throw unwritable(value, 'a backslash before a quote, a backslash or the end would be read in two ways');
  }
  return `"${value.replaceAll('"', '\\"')}"`;
}

function unwritable(value: string, reason: string): UserError {
  return new UserError(`The value ${JSON.stringify(value)} cannot be written into axigen.cfg: ${reason}.`, {
    why: 'AXIGEN might read it differently from what was meant, or not start.',
    next: 'Choose a value without it.',
  });
}
