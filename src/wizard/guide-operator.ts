import type { GuideView } from '../engine/operator.js';
import { guidedScreens, notYetLines } from '../report/human/guided.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';
import { showScreens } from './show-screens.js';

type Said = 'done' | 'stop';

/** Shows the clicks one by one. After a try that did not do it, what is missing is shown first. */
export async function guideOperator(
  { change, differs }: GuideView,
  prompter: Prompter,
  screen: Screen,
): Promise<Said> {
  if (differs.length > 0) {
    screen.print(notYetLines(differs, screen.paint));
    const next = await prompter.choose<Said | 'again'>({
      ask: 'What shall be done?',
      choices: [
        { value: 'done', label: 'Look again', hint: 'I have put it right.' },
        { value: 'again', label: 'Show the clicks again' },
        stop,
      ],
    });
    if (next !== 'again') return next;
  }
  return showScreens(guidedScreens(change.operations), stop, prompter, screen);
}

const stop = {
  value: 'stop',
  label: 'Stop',
  hint: 'This part is taken back: AXIGEN is as it was before it.',
} as const;
