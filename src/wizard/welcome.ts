import type { WelcomeChoice, WelcomeView } from '../engine/operator.js';
import { Cancelled } from '../errors.js';
import { allFindingsLines, welcomeLines } from '../report/human/welcome.js';
import type { Choice, Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** The first screen, and what is to be done. */
export async function welcome(view: WelcomeView, prompter: Prompter, screen: Screen): Promise<WelcomeChoice> {
  screen.print(view.again === true ? [''] : [...welcomeLines(view, screen.paint), '']);
  const fresh = view.offers.length === 0;
  for (;;) {
    const choice = await prompter.choose({
      ask: fresh ? 'Shall we begin?' : 'What would you like to do?',
      choices: [...choicesFor(view), ...always],
    });
    if (choice === 'quit') throw new Cancelled();
    if (choice !== 'all') return choice;
    screen.print([...allFindingsLines(view, screen.paint), '']);
  }
}

const always: readonly Choice<'all' | 'quit'>[] = [
  { value: 'all', label: 'Show all that was found' },
  { value: 'quit', label: 'Quit', hint: 'Nothing has been changed.' },
];

function choicesFor({ offers }: WelcomeView): readonly Choice<WelcomeChoice>[] {
  if (offers.length === 0) return [{ value: 'set-up', label: 'Begin' }];
  return [
    ...(offers.includes('resume') ? [{ value: 'resume', ...labels.resume } as const] : []),
    {
      value: 'set-up',
      label: 'Go on with setup',
      hint: 'Every step is looked at; only what differs is changed.',
    },
    ...offers.flatMap((value) => (value === 'resume' ? [] : [{ value, ...labels[value] }])),
  ];
}

const labels = {
  resume: {
    label: 'Resume the run that was cut short',
    hint: 'Its answers are taken, and what is still missing is done.',
  },
  audit: { label: 'Audit', hint: 'Look at everything and change nothing.' },
  tune: {
    label: 'Tune',
    hint: 'Only the article\u2019s behaviour, Tweaking and Caveats; their settings are asked.',
  },
  'roll-back': { label: 'Roll back', hint: 'Take back what the latest run changed; it is shown first.' },
} as const;
