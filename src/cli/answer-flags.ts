import { type Command, InvalidArgumentError, Option } from 'commander';
import { stepIds } from '../model/step-id.js';
import { helpText } from '../questions/for-scanner.js';
import { flagOf } from '../questions/names.js';
import type { AnswerKey, Question } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { nearest } from './nearest.js';

/** The headings of `--help` under which the flags of the questions stand, in order. */
export const answerGroups = {
  answers: 'Answers:',
  settings: 'Settings of the scanner and of AXIGEN (left out, they stay as they are):',
} as const;

/** Adds the flags of the questions, made from the registry. */
export function addAnswerFlags(
  command: Command,
  wanted: (question: Question) => boolean = () => true,
  { answers, settings }: Readonly<Record<keyof typeof answerGroups, string>> = answerGroups,
): Command {
  for (const [heading, isSetting] of [
    [answers, false],
    [settings, true],
  ] as const) {
    const own = questions.filter((one) => (one.setting === true) === isSetting && wanted(one));
    if (own.length > 0) command.optionsGroup(heading);
    for (const question of own) command.addOption(new Option(flagWords(question), helpOf(question)));
  }
  return command;
}

function flagWords(question: Question): string {
  return question.placeholder === undefined
    ? flagOf(question)
    : `${flagOf(question)} <${question.placeholder}>`;
}

/** With its default, where there is one without a look at the server or other answers. */
function helpOf(question: Question): string {
  const help = helpText(question);
  const standard = question.fallback?.(new Map());
  return standard === undefined ? help : `${help} (default: ${standard})`;
}

/** What the flags of the questions say, by key. A flag without a value says yes. */
export function flagAnswers(options: object): ReadonlyMap<AnswerKey, string> {
  const given = new Map<AnswerKey, string>();
  const values = new Map<string, unknown>(Object.entries(options));
  for (const question of questions) {
    const value = values.get(new Option(flagOf(question)).attributeName());
    if (typeof value === 'string') given.set(question.key, value);
    else if (value === true) given.set(question.key, 'yes');
  }
  return given;
}

/** For `--skip <step>`, which may be given more than once. */
export function collectSteps(text: string, before: readonly string[] = []): readonly string[] {
  if ((stepIds as readonly string[]).includes(text)) return [...before, text];
  const meant = nearest(text, stepIds);
  throw new InvalidArgumentError(
    `There is no such step.${meant === undefined ? '' : ` Did you mean ${meant}?`} The steps are: ${stepIds.join(', ')}.`,
  );
}
