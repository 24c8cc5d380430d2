import { type GuidedScreen, guidedLines } from '../report/human/guided-screen.js';
import type { Choice, Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** Shows screens of clicks one by one until all are said to be done, or the operator chooses `stop`. */
export async function showScreens<T extends string>(
  screens: readonly GuidedScreen[],
  stop: Choice<T>,
  prompter: Prompter,
  screen: Screen,
): Promise<'done' | T> {
  for (let index = 0; index < screens.length; ) {
    const one = screens[index];
    if (one === undefined) break;
    screen.print(guidedLines(one, index + 1, screens.length, screen.paint));
    const next = await prompter.choose<'done' | 'back' | T>({
      ask: 'Done?',
      choices: [
        { value: 'done', label: 'Done' },
        ...(index === 0
          ? []
          : [{ value: 'back', label: 'Back', hint: 'To the click before this one.' } as const]),
        stop,
      ],
    });
    if (next === stop.value) return stop.value;
    index += next === 'back' ? -1 : 1;
  }
  return 'done';
}
