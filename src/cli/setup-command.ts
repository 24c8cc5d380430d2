import { Command, InvalidArgumentError, Option } from 'commander';
import { stepIds } from '../model/step-id.js';
import { flagOf } from '../questions/names.js';
import type { AnswerKey, Question } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { nearest } from './nearest.js';

/** Options of `setup`; those of the questions are under `answers`. */
export interface SetupOptions {
  readonly answers?: string;
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly skip?: readonly string[];
  readonly verbose?: boolean;
}

const epilogue = `
Answers come from, weakest first: defaults, the answers file, environment variables
(GATEWAY_SETUP_LICENSE for --license, and so on), flags, and what you type. An answers
file has lines of key = value, where a key is one of the flags under "Answers" without
its dashes; a password does not belong in it.

Without a terminal nothing is ever asked, and nothing is changed without --yes.
Exit codes: 0 all is well, 1 something failed, 3 could not look, 4 usage or a missing
answer, 130 cancelled.`;

/** The words of `setup`, its flags made from the registry of questions. */
export function setupCommand(name: string): Command {
  const command = new Command(name)
    .description(
      'Puts a virus scanner in front of an AXIGEN mail server: every change shown first, checked after, and reversible.',
    )
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup('How it runs:'))
    .allowExcessArguments(false)
    .optionsGroup('Answers:');
  for (const question of questions) {
    const flag =
      question.placeholder === undefined ? flagOf(question) : `${flagOf(question)} <${question.placeholder}>`;
    command.addOption(new Option(flag, helpOf(question)));
  }
  return command
    .optionsGroup('How it runs:')
    .option('--answers <file>', 'an answers file on this machine')
    .option('--yes', 'ask nothing and apply every step')
    .option('--skip <step>', 'leave a step out; may be given more than once', collectSteps)
    .option('--plain', 'lines of text only, nothing redrawn: for screen readers and simple terminals')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program')
    .addHelpText('after', epilogue);
}

/** With its default, where there is one without a look at the server or other answers. */
function helpOf({ help, fallback }: Question): string {
  const standard = fallback?.(new Map());
  return standard === undefined ? help : `${help} (default: ${standard})`;
}

function collectSteps(text: string, before: readonly string[] = []): readonly string[] {
  if ((stepIds as readonly string[]).includes(text)) return [...before, text];
  const meant = nearest(text, stepIds);
  throw new InvalidArgumentError(
    `There is no such step.${meant === undefined ? '' : ` Did you mean ${meant}?`} The steps are: ${stepIds.join(', ')}.`,
  );
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
