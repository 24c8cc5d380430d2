import { paintWith } from '../../src/report/human/paint.js';
import type { Prompter } from '../../src/wizard/prompter.js';
import type { Screen } from '../../src/wizard/screen.js';

/** Somebody who chooses by label, one after the other, and then always the first; and the lines that were shown. */
export function chooser(labels: readonly string[]): {
  readonly prompter: Prompter;
  readonly screen: Screen;
  readonly shown: readonly string[];
} {
  const left = [...labels];
  const shown: string[] = [];
  const prompter: Prompter = {
    text: () => Promise.reject(new Error('not asked here')),
    secret: () => Promise.reject(new Error('not asked here')),
    paste: () => Promise.reject(new Error('not asked here')),
    choose: async ({ choices }) => {
      const label = left.shift();
      const chosen = label === undefined ? choices[0] : choices.find((one) => one.label === label);
      if (chosen === undefined)
        throw new Error(`no choice ${label} among ${choices.map((one) => one.label)}`);
      return chosen.value;
    },
  };
  const screen: Screen = {
    paint: paintWith({ colour: false, unicode: true, columns: 80 }),
    print: (lines) => void shown.push(...lines),
    progress: () => {
      throw new Error('nothing is shown beside a question');
    },
    waiting: (_text, work) => work(() => {}),
  };
  return { prompter, screen, shown };
}
