import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** How a server was reached, for --verbose; none for this machine. */
export function detailLines(details: readonly string[], paint: Paint): string[] {
  if (details.length === 0) return [];
  return [
    '',
    paint.bold('How it was reached'),
    ...details.flatMap((line) => wrap(escapeControl(line, 500), paint.width, '  ', '    ')),
  ];
}
