import type { WalkThroughView } from '../engine/operator.js';
import { consoleIntroduction, consoleScreens } from '../report/human/walk-through.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';
import { showScreens } from './show-screens.js';

const notNow = {
  value: 'not-done',
  label: 'Not now',
  hint: 'The notifications stay as they are; the check stays open.',
} as const;

/** Walks the operator through the console of IMSS, unless it has been done already. */
export async function walkThrough(
  view: WalkThroughView,
  prompter: Prompter,
  screen: Screen,
): Promise<'done' | 'not-done'> {
  screen.print(consoleIntroduction(screen.paint));
  const first = await prompter.choose<'show' | 'done' | 'not-done'>({
    ask: 'Are the notifications set up?',
    choices: [
      { value: 'show', label: 'No, show me the clicks' },
      { value: 'done', label: 'Yes, it is done already', hint: 'Your word is taken for it.' },
      notNow,
    ],
  });
  return first === 'show' ? showScreens(consoleScreens(view), notNow, prompter, screen) : first;
}
