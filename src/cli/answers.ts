import { Command, Option } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { answersTemplate, answersText } from '../questions/template.js';
import { parseAnswersFile } from './answers-file.js';
import { deliver } from './deliver.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { tellDetails } from './tell-details.js';
import { addWhereFlags, type WhereOptions } from './where/flags.js';
import { formBeside, personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { readWhere } from './where/where.js';

interface AnswersOptions extends WhereOptions {
  readonly run?: string;
  readonly verbose?: boolean;
}

export interface AnswersDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/run/run-answers.js'), 'findRun' | 'readRunAnswers'>>;
  readonly open: OpenTarget;
}

const group = 'How it runs:';

export function answersCommand(name: string): Command {
  const command = new Command(name)
    .description(
      'Prints an answers file: a template to fill in, or the answers of an earlier run on a server.',
    )
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(command, 'one')
    .optionsGroup(group)
    .option('--run <id>', 'the answers of this run (latest: of the last one), without passwords')
    .option('--verbose', 'show more about an error of this program, and how the server was reached')
    .addHelpText(
      'after',
      '\nExamples:\n  gateway-setup answers > answers.ini\n  gateway-setup answers --run latest > answers.ini\n  gateway-setup --answers answers.ini --yes',
    );
}

/** `gateway-setup answers`. */
export async function runAnswers(
  args: readonly string[],
  io: Io,
  { watch, engine, open }: AnswersDependencies,
): Promise<number> {
  const parsed = parseWords<AnswersOptions>(answersCommand('gateway-setup answers'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const { run } = options;
  const where = await readWhere(options, io);
  if (run === undefined) {
    if (where.destination !== undefined) throw noRunNamed();
    await deliver(io.stdout, answersTemplate());
    return ExitCode.ok;
  }
  const form = await formBeside(io, { yes: false, plain: false, color: true }, watch.signal);
  const [{ findRun, readRunAnswers }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
  ]);
  try {
    const { id } = await findRun(target, run, watch.signal);
    const { text, path } = await readRunAnswers(target, id, watch.signal);
    const heading = `The answers of the run ${id}, without passwords.`;
    await deliver(io.stdout, answersText(parseAnswersFile(text, path), heading));
    return ExitCode.ok;
  } finally {
    tellDetails(target, { verbose: options.verbose, beside: true }, io);
    await target.close();
  }
}

function noRunNamed(): UserError {
  return new UserError('--host was given without --run.', {
    why: 'The template is the same for every server; the answers of a run lie on the server where it was made.',
    next: 'Add --run latest or --run <id>; or leave out --host for the template.',
    exitCode: ExitCode.usage,
  });
}
