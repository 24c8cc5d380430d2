import type { FailedView, FailureChoice } from '../engine/operator.js';
import { failureDetailLines, failureLines } from '../report/human/verified.js';
import type { Choice, Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** Shows what failed and asks how to go on; the details can be looked at as often as wanted. */
export async function chooseAfterFailure(
  view: FailedView,
  prompter: Prompter,
  screen: Screen,
): Promise<FailureChoice> {
  screen.print(failureLines(view, screen.paint));
  for (;;) {
    screen.print(['']);
    const choice = await prompter.choose({ ask: 'How shall it go on?', choices: choicesFor(view) });
    if (choice !== 'details') return choice;
    screen.print(failureDetailLines(view, screen.paint));
  }
}

function choicesFor(view: FailedView): Choice<FailureChoice | 'details'>[] {
  const rollbackStep = {
    value: 'rollback-step',
    label: 'Roll back this step',
    hint: 'Puts back what this step changed, and nothing else.',
  } as const;
  return [
    { value: 'retry', label: 'Retry', hint: 'Look again, and do what is still missing.' },
    { value: 'details', label: 'Look at details', hint: 'What was run and what it answered.' },
    ...(view.putBack ? [] : [rollbackStep]),
    {
      value: 'rollback-all',
      label: 'Roll back everything',
      hint: 'The server is as it was before this run.',
    },
    { value: 'leave', label: 'Leave it', hint: 'Changes nothing more; the undo script stays on the server.' },
  ];
}
