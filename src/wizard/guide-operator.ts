import type { GuideView } from '../engine/operator.js';
import { guidedLines, guidedScreens, notYetLines } from '../report/human/guided.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

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
  const screens = guidedScreens(change.operations);
  for (let index = 0; index < screens.length; ) {
    const one = screens[index];
    if (one === undefined) break;
    screen.print(guidedLines(one, index + 1, screens.length, screen.paint));
    const next = await prompter.choose<Said | 'back'>({
      ask: 'Done?',
      choices: [
        { value: 'done', label: 'Done' },
        ...(index === 0
          ? []
          : [{ value: 'back', label: 'Back', hint: 'To the click before this one.' } as const]),
        stop,
      ],
    });
    if (next === 'stop') return 'stop';
    index += next === 'back' ? -1 : 1;
  }
  return 'done';
}

const stop = {
  value: 'stop',
  label: 'Stop',
  hint: 'This part is taken back: AXIGEN is as it was before it.',
} as const;
