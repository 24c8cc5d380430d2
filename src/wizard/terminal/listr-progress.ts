import { Listr } from 'listr2';
import type { ProgressDisplay } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';
import { toAscii } from '../to-ascii.js';
import { listrLook, StreamRenderer } from './listr-parts.js';
import type { TerminalOutput } from './terminal-output.js';

type Outcome = { readonly state: 'done' | 'left' } | { readonly state: 'failed'; readonly reason: string };

export interface ListrProgressOptions {
  readonly unicode: boolean;
  /** The display is gone from the screen. */
  closed(): void;
}

/**
 * Shows the engine's work with listr2, which only watches: each task waits to be told how its action ended.
 * Order, journal, rollback and signals are the engine's.
 */
export function listrProgress(
  output: TerminalOutput,
  { unicode, closed }: ListrProgressOptions,
): ProgressDisplay {
  // Before it is measured: a sign that becomes three letters would make a line too long to be wiped out.
  const drawn = (text: string, limit?: number) =>
    unicode ? escapeControl(text, limit) : toAscii(escapeControl(text, limit));
  const settle = new Map<number, (outcome: Outcome) => void>();
  const titled = new Map<number, (beside: string) => void>();
  let running: Promise<unknown> = Promise.resolve();
  const settled = (number: number, outcome: Outcome) => settle.get(number)?.(outcome);
  return {
    plan: (actions) => {
      if (actions.length === 0) return;
      const tasks = actions.map(({ number, title }) => {
        const outcome = new Promise<Outcome>((resolve) => settle.set(number, resolve));
        return {
          title: drawn(title, 200),
          task: async (_context: unknown, task: { title: string; skip(message?: string): void }) => {
            titled.set(number, (text) => {
              task.title = drawn(`${title}${text}`, 200);
            });
            const ended = await outcome;
            task.title = drawn(title, 200);
            if (ended.state === 'failed') throw new Error(drawn(ended.reason));
            if (ended.state === 'left') task.skip('not carried out');
          },
        };
      });
      running = new Listr(tasks, {
        concurrent: false,
        exitOnError: true,
        registerSignalListeners: false,
        renderer: StreamRenderer,
        rendererOptions: listrLook(output, unicode),
      })
        .run()
        // The failure is the engine's to report; here it has been shown.
        .catch(() => {});
    },
    begin: () => {},
    waiting: (number, secondsLeft) => titled.get(number)?.(` \u2026 ${secondsLeft} s left`),
    done: (number) => settled(number, { state: 'done' }),
    failed: (number, reason) => settled(number, { state: 'failed', reason }),
    close: async () => {
      for (const end of settle.values()) end({ state: 'left' });
      await running;
      closed();
    },
  };
}
