import { type StageDecision, type StageView, settingsOf } from '../engine/operator.js';
import { carriedOutLines, sendsMail, skipMeaning, stageLines, walksThrough } from '../report/human/stage.js';
import type { Choice, Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** Lines of changes before "show more": with the article's words above them they fit a common terminal. */
const changeLimit = 40;

/** Shows a stage and asks what to do with it; "show more" shows all and asks again. */
export async function considerStage(
  view: StageView,
  prompter: Prompter,
  screen: Screen,
): Promise<StageDecision> {
  let all = false;
  for (;;) {
    const { lines, cut } = stageLines(view, screen.paint, { all, changeLimit });
    screen.print(lines);
    screen.print(['']);
    const decision = await prompter.choose({ ask: 'What shall be done?', choices: choicesFor(view, cut) });
    if (decision !== 'more') return decision;
    all = true;
  }
}

/** "Back" has led to a stage that was carried out: keep it, or take it back. */
export async function reconsiderStage(
  view: StageView,
  prompter: Prompter,
  screen: Screen,
): Promise<'keep' | 'take-back'> {
  screen.print(carriedOutLines(view, screen.paint));
  return prompter.choose({
    ask: 'This has been done.',
    choices: [
      { value: 'keep', label: 'Keep it', hint: 'Go on where you were.' },
      {
        value: 'take-back',
        label: 'Take it back',
        hint: 'The server is as it was before it; it is then shown again.',
      },
    ],
  });
}

function applyHint(view: StageView): string {
  if (view.handover) return 'Hand port 25 over now.';
  if (view.steps.some(({ changes }) => changes.length > 0)) return 'Make these changes now.';
  if (sendsMail(view)) return 'Send the test message now.';
  return walksThrough(view) ? 'Show what to click now.' : 'Look at it now; nothing is changed.';
}

/** Nothing would be done: the stage is shown only because a person may set something. */
function isQuiet(view: StageView): boolean {
  return view.steps.every(({ changes }) => changes.length === 0) && !sendsMail(view);
}

const change = {
  value: 'settings',
  label: 'Change the settings',
  hint: 'They are asked one by one; what is left empty stays as it is.',
} as const;

function choicesFor(view: StageView, more: boolean): Choice<StageDecision | 'more'>[] {
  const quiet = isQuiet(view);
  return [
    { value: 'apply', label: quiet ? 'Go on' : 'Apply', hint: applyHint(view) },
    ...(settingsOf(view).length > 0 ? [change] : []),
    ...(more
      ? [{ value: 'more', label: 'Show more', hint: 'Every finding and every changed line.' } as const]
      : []),
    ...(quiet && !walksThrough(view)
      ? []
      : [{ value: 'skip', label: 'Skip', hint: skipMeaning(view) } as const]),
    { value: 'back', label: 'Back', hint: 'To what was skipped or done before this, or to your answers.' },
    { value: 'quit', label: 'Quit', hint: 'Leave the server as it is now; what is done stays done.' },
  ];
}
