import ora from 'ora';
import type { Paint } from '../../report/human/paint.js';
import { escapeControl } from '../../text/escape.js';
import type { FleetScreen } from '../screen.js';
import type { JobControl } from './job-control.js';
import { listrProgress } from './listr-progress.js';
import { ListrSideBySide } from './listr-side-by-side.js';
import type { TerminalOutput } from './terminal-output.js';

export interface TerminalScreenOptions {
  readonly output: TerminalOutput;
  readonly job: JobControl;
  readonly paint: Paint;
  readonly colour: boolean;
  readonly unicode: boolean;
}

/** While changes are made: a stop of ours is none of the server's. */
const stoppedHere = [
  'Stopped here. The server goes on with what it was told to do, and takes a handover that nobody confirms in time back by itself.',
  'To go on: fg',
];

/**
 * Text between short live displays, of which there is never more than one: what is printed while one is on
 * the screen waits until it is gone, and a wait inside a progress display shows nothing of its own.
 */
export function terminalScreen({ output, job, paint, colour, unicode }: TerminalScreenOptions): FleetScreen {
  let live = false;
  let endStops = () => {};
  const held: string[] = [];
  const begin = (words: readonly string[] = []) => {
    live = true;
    endStops();
    endStops = job.onStop(() => {
      const goOn = output.leave(words);
      let stopped = true;
      const onContinue = () => {
        endContinue();
        if (stopped) goOn();
        stopped = false;
      };
      // At once, before anything else is drawn. Where no shell could have stopped us, no signal tells that it goes on.
      const endContinue = job.onContinue(onContinue);
      void job.suspend().then(onContinue);
    });
  };
  const release = () => {
    live = false;
    endStops();
    endStops = () => {};
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
      begin(stoppedHere);
      return listrProgress(output, { unicode, closed: release });
    },
    sideBySide: (view) =>
      new ListrSideBySide(output, view, {
        unicode,
        shown: (on) => {
          if (on) begin();
          else release();
        },
      }),
    waiting: async (text, work) => {
      if (live) return work(() => {});
      begin();
      const spinner = ora({
        text: escapeControl(text),
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
