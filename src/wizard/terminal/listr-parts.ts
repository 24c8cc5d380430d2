import { DefaultRenderer, ListrLogger, ProcessOutput, Spinner } from 'listr2';
import { actionIcons } from './progress-signs.js';
import { spinnerFrames } from './spinner-frames.js';
import type { TerminalOutput } from './terminal-output.js';

/** Whether there is a cursor was decided from the injected streams; listr2 would ask the process instead. */
export class StreamRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** Looks the same everywhere; the library would ask the process's environment which signs it may draw. */
class PlainSpinner extends Spinner {
  protected override readonly spinner = spinnerFrames;
}

/** The look of every list, drawn on these streams only. */
export function listrLook(output: TerminalOutput, unicode: boolean) {
  const stream = listrStream(output);
  return {
    logger: new ListrLogger({ processOutput: new ProcessOutput(stream, stream), useIcons: true }),
    collapseSubtasks: false,
    icon: actionIcons(unicode),
    spinner: new PlainSpinner(),
  };
}

/**
 * listr2 asks for a tty.WriteStream but uses only these, and copies own properties alone: without the height
 * it takes the terminal for one of 24 rows and leaves stale ones behind where there are fewer.
 */
function listrStream(output: TerminalOutput): NodeJS.WriteStream {
  const stream = {
    isTTY: true,
    columns: output.columns,
    rows: output.rows,
    write: (text: string | Uint8Array) => output.write(text),
  };
  return stream as unknown as NodeJS.WriteStream;
}
