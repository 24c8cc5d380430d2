import type { ActionView, ProgressDisplay } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';

/** Seconds between two lines that say how long something is still waited for. */
const tellEvery = 10;

/** One line when an action begins, one when it fails, and now and then one while something is waited for; nothing is ever redrawn. */
export function plainProgress(print: (line: string) => void): ProgressDisplay {
  let actions: readonly ActionView[] = [];
  let total = 0;
  let told: number | undefined;
  const titleOf = (number: number) =>
    escapeControl(actions.find((action) => action.number === number)?.title ?? '');
  return {
    plan: (planned, all = planned.length) => {
      actions = planned;
      total = all;
    },
    begin: (number) => {
      told = undefined;
      print(`  ${number} of ${total}: ${titleOf(number)}`);
    },
    waiting: (number, secondsLeft) => {
      if (told === undefined) told = secondsLeft;
      if (told - secondsLeft < tellEvery) return;
      told = secondsLeft;
      print(`  ${number} of ${total}: waiting, ${secondsLeft} s left`);
    },
    done: () => {},
    failed: (number, reason) => print(`  failed: ${number} of ${total}: ${escapeControl(reason)}`),
    close: async () => {},
  };
}
