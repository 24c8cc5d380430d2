import { wrap } from '../../text/wrap.js';

/** Cut so that it stays on one line: a redrawn list of lines that wrap leaves its own remains behind. */
export function oneRow(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(columns - 3, 1))}...`;
}

/** A hint under the choices, broken at words. */
export function hintLines(text: string, columns: number): string {
  return wrap(text, columns).join('\n');
}
