import type { ActionView, ProgressDisplay } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';

/** One line when an action begins, one when it fails; nothing is ever redrawn. */
export function plainProgress(print: (line: string) => void): ProgressDisplay {
  let actions: readonly ActionView[] = [];
  let total = 0;
  const titleOf = (number: number) =>
    escapeControl(actions.find((action) => action.number === number)?.title ?? '');
  return {
    plan: (planned, all = planned.length) => {
      actions = planned;
      total = all;
    },
    begin: (number) => print(`  ${number} of ${total}: ${titleOf(number)}`),
    done: () => {},
    failed: (number, reason) => print(`  failed: ${number} of ${total}: ${escapeControl(reason)}`),
    close: async () => {},
  };
}
