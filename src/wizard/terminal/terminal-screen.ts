import ora from 'ora';
import type { Paint } from '../../report/human/paint.js';
import { escapeControl } from '../../text/escape.js';
import type { FleetScreen } from '../screen.js';
import { listrProgress } from './listr-progress.js';
import { ListrSideBySide } from './listr-side-by-side.js';
import type { TerminalOutput } from './terminal-output.js';

export interface TerminalScreenOptions {
  readonly output: TerminalOutput;
  readonly paint: Paint;
  readonly colour: boolean;
  readonly unicode: boolean;
}

/**
 * Text between short live displays, of which there is never more than one: what is printed while one is on
 * the screen waits until it is gone, and a wait inside a progress display shows nothing of its own.
 */
export function terminalScreen({ output, paint, colour, unicode }: TerminalScreenOptions): FleetScreen {
  let live = false;
  const held: string[] = [];
  const release = () => {
    live = false;
    const lines = held.splice(0);
    if (lines.length > 0) print(lines);
  };
  const print = (lines: readonly string[]) => {
    if (live) {
      held.push(...lines);
      return;
    }
    output.write(lines.map((line) => `${line}\n`).join(''));
  };
  return {
    paint,
    print,
    progress: () => {
      live = true;
      return listrProgress(output, { unicode, closed: release });
    },
    sideBySide: (view) =>
      new ListrSideBySide(output, view, {
        unicode,
        shown: (on) => {
          if (on) live = true;
          else release();
        },
      }),
    waiting: async (text, work) => {
      if (live) return work(() => {});
      live = true;
      const spinner = ora({
        text,
        stream: output,
        isEnabled: true,
        // Ctrl-C must stay a signal, and nothing but the injected streams may be touched.
        discardStdin: false,
        color: colour ? 'cyan' : false,
        // Drawn with ASCII, so that it looks the same everywhere.
        spinner: 'line',
      }).start();
      try {
        return await work((words) => {
          spinner.text = escapeControl(words);
        });
      } finally {
        spinner.stop();
        release();
      }
    },
  };
}
