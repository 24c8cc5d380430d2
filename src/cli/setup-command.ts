import { Command, Option } from 'commander';
import { addAnswerFlags, collectSteps } from './answer-flags.js';
import { aboutInventories, addWhereFlags, type WhereOptions } from './where/flags.js';

/** Options of `setup`; those of the questions are under `answers`. */
export interface SetupOptions extends WhereOptions {
  readonly answers?: string;
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly skip?: readonly string[];
  readonly tune?: boolean;
  readonly resume?: boolean;
  readonly verbose?: boolean;
}

const epilogue = `
Answers come from, weakest first: defaults, the answers file, environment
variables (GATEWAY_SETUP_LICENSE for --license, and so on), flags, and what you
type. An answers file has lines of key = value, where a key is one of the flags
under "Answers" or "Settings" without its dashes; gateway-setup answers prints
one to fill in. A password does not belong in it.

Several servers, with --host more than once or with --inventory, are set up one
after the other. After the first you are asked whether to go on, and it stops at
the first that does not end well; --from begins with a later one. With --yes it
goes on by itself.
${aboutInventories}

Without a terminal nothing is ever asked, and nothing is changed without --yes.
Exit codes: 0 all is well, 1 something failed, 3 could not look, 4 usage or a
missing answer, 130 cancelled.`;

const group = 'How it runs:';

/** The words of `setup`, its flags made from the registry of questions. */
export function setupCommand(name: string): Command {
  const command = new Command(name)
    .description(
      'Puts a virus scanner in front of an AXIGEN mail server: every change shown first, checked after, and reversible.',
    )
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(addAnswerFlags(command), 'in-turn')
    .optionsGroup(group)
    .option('--answers <file>', 'an answers file on this machine')
    .option('--yes', 'ask nothing and apply every step')
    .option('--skip <step>', 'leave a step out; may be given more than once', collectSteps)
    .option('--tune', 'only the behaviour, the Tweaking and the Caveats, on a server that has its scanner')
    .option('--resume', 'take the answers of the latest run, which was cut short')
    .option('--plain', 'lines of text only, nothing redrawn: for screen readers and simple terminals')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program, and how the server was reached')
    .addHelpText('after', epilogue);
}
