import { DefaultRenderer, Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { ProgressDisplay } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';
import type { TerminalOutput } from './terminal-output.js';

type Outcome = { readonly state: 'done' | 'left' } | { readonly state: 'failed'; readonly reason: string };

/** Whether there is a cursor was decided from the injected streams; listr2 would ask the process instead. */
class StreamRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/**
 * Shows the engine's work with listr2, which only watches: each task waits to be told how its action ended.
 * Order, journal, rollback and signals are the engine's.
 */
export function listrProgress(output: TerminalOutput, closed: () => void): ProgressDisplay {
  const settle = new Map<number, (outcome: Outcome) => void>();
  let running: Promise<unknown> = Promise.resolve();
  const settled = (number: number, outcome: Outcome) => settle.get(number)?.(outcome);
  return {
    plan: (actions) => {
      if (actions.length === 0) return;
      const tasks = actions.map(({ number, title }) => {
        const outcome = new Promise<Outcome>((resolve) => settle.set(number, resolve));
        return {
          title: escapeControl(title, 200),
          task: async (_context: unknown, task: { skip(message?: string): void }) => {
            const ended = await outcome;
            if (ended.state === 'failed') throw new Error(escapeControl(ended.reason));
            if (ended.state === 'left') task.skip('not carried out');
          },
        };
      });
      // listr2 asks for a tty.WriteStream but uses only what TerminalOutput has.
      const stream = output as unknown as NodeJS.WriteStream;
      const logger = new ListrLogger({ processOutput: new ProcessOutput(stream, stream), useIcons: true });
      running = new Listr(tasks, {
        concurrent: false,
        exitOnError: true,
        registerSignalListeners: false,
        renderer: StreamRenderer,
        rendererOptions: { logger, collapseSubtasks: false },
      })
        .run()
        // The failure is the engine's to report; here it has been shown.
        .catch(() => {});
    },
    begin: () => {},
    done: (number) => settled(number, { state: 'done' }),
    failed: (number, reason) => settled(number, { state: 'failed', reason }),
    close: async () => {
      for (const end of settle.values()) end({ state: 'left' });
      await running;
      closed();
    },
  };
}
