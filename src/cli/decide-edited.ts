import type { Choice, Decision, Edited, Question } from '../engine/rollback.js';
import { Cancelled, UserError } from '../errors.js';
import { choiceWords, questionLines } from '../report/human/edited.js';
import type { Paint } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import type { Prompter } from '../wizard/prompter.js';

export const editedChoices = ['keep', 'before', 'stop'] as const;

/** What is done about everything that both the run and somebody after it have changed. */
export type EditedChoice = (typeof editedChoices)[number];

export interface Deciding {
  readonly given: EditedChoice | undefined;
  /** Undefined: nobody is there. */
  readonly prompter: Prompter | undefined;
  readonly print: (lines: readonly string[]) => void;
  readonly paint: Paint;
}

/**
 * What is done about what somebody has changed since: by flag, by asking, or not at all.
 * @throws UserError when it was not decided, Cancelled when the operator would rather stop.
 */
export async function decideEdited(
  edited: readonly Edited[],
  { given, prompter, print, paint }: Deciding,
): Promise<readonly Decision[]> {
  const open = edited.flatMap(({ questions }) => questions.filter(({ unasked }) => unasked === undefined));
  if (open.length > 0 && (given === 'stop' || (given === undefined && prompter === undefined))) {
    throw undecided(open.length);
  }
  const decisions: Decision[] = [];
  for (const one of edited) {
    const choices: Choice[] = [];
    for (const question of one.questions) {
      if (given === 'keep' || given === 'before') choices.push(asGiven(question, given));
      else if (prompter !== undefined && given === undefined) {
        print(questionLines(question, paint));
        choices.push(await ask(prompter, question));
      } else if (question.unasked !== undefined) choices.push(question.unasked);
    }
    decisions.push(one.decide(choices));
  }
  return decisions;
}

function asGiven(question: Question, given: Choice): Choice {
  if (question.choices.includes(given)) return given;
  throw new UserError(`What was before cannot be put back: ${escapeControl(question.what, 300)}.`, {
    why: 'It is not there, and this run has no copy of it. Nothing was taken back.',
    next: 'Put it back by hand, or roll back with --edited keep.',
  });
}

async function ask(prompter: Prompter, question: Question): Promise<Choice> {
  const choice = await prompter.choose<Choice | 'stop'>({
    ask: 'What shall become of it?',
    choices: [
      ...question.choices.map((value) => ({ value, label: choiceWords(question, value) })),
      { value: 'stop', label: 'Stop here, and take nothing back' },
    ],
  });
  if (choice === 'stop') throw new Cancelled('rollback was declined');
  return choice;
}

function undecided(count: number): UserError {
  const what =
    count === 1 ? 'One thing that this run changed was' : `${count} things that this run changed were`;
  return new UserError(`${what} changed by somebody after it.`, {
    why: 'Whether that stays or goes is not for this program to say. The three values are shown above. Nothing was taken back.',
    next: 'Give --edited keep to keep what is there now, or --edited before to put back what was before this run; without --yes, at a terminal, each is asked.',
  });
}
