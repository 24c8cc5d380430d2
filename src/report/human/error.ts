import type { UserError } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { shownLines } from '../../text/shown-lines.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** A mistake that a person can put right: what happened, why it matters, what to do. */
export function userErrorLines(error: UserError, paint: Paint): string[] {
  const [first = '', ...rest] = shownLines(error.message);
  return [
    ...wrap(first, paint.width, `${paint.red('Error:')} `, '  '),
    ...rest.flatMap((line) => wrap(line, paint.width, '  ', '    ')),
    ...(error.why === undefined ? [] : wrap(escapeControl(error.why), paint.width, '  Why:  ', '        ')),
    ...(error.next === undefined ? [] : nextLines(error.next, paint)),
  ];
}

/** Lines of advice stay lines: they are often commands to copy. */
function nextLines(next: string, paint: Paint): string[] {
  return shownLines(next).flatMap((line, index) =>
    wrap(line, paint.width, index === 0 ? '  Next: ' : '        ', '        '),
  );
}
