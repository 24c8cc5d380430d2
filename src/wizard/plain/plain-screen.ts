import type { Writable } from 'node:stream';
import type { Paint } from '../../report/human/paint.js';
import { escapeControl } from '../../text/escape.js';
import type { FleetScreen } from '../screen.js';
import { toAscii } from '../to-ascii.js';
import { plainProgress } from './plain-progress.js';
import { plainSideBySide } from './plain-side-by-side.js';

export interface PlainScreenOptions {
  readonly output: Writable;
  readonly paint: Paint;
  readonly unicode: boolean;
}

/** Append-only lines: for files, pipes, screen readers and terminals without a cursor. */
export function plainScreen({ output, paint, unicode }: PlainScreenOptions): FleetScreen {
  const print = (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    output.write(unicode ? text : toAscii(text));
  };
  return {
    paint,
    print,
    progress: () => plainProgress((line) => print([line])),
    sideBySide: (view) => plainSideBySide(view, (line) => print([line])),
    waiting: (text, work) => {
      print([`  ${escapeControl(text)} ...`]);
      return work((words) => print([`  ${escapeControl(words)}`]));
    },
  };
}
