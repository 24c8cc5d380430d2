import { Command } from 'commander';
import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { answersTemplate, answersText } from '../questions/template.js';
import { parseAnswersFile } from './answers-file.js';
import { deliver } from './deliver.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';

interface AnswersOptions {
  readonly run?: string;
}

export interface AnswersDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/run/run-answers.js'), 'findRun' | 'readRunAnswers'>>;
  host(): Promise<Pick<typeof import('../host/local/local-host.js'), 'localHost'>>;
}

export function answersCommand(name: string): Command {
  return new Command(name)
    .description(
      'Prints an answers file: a template to fill in, or the answers of an earlier run on this server.',
    )
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .option('--run <id>', 'the answers of this run (latest: of the last one), without passwords')
    .option('--verbose', 'show more about an error of this program')
    .addHelpText(
      'after',
      '\nExamples:\n  gateway-setup answers > answers.ini\n  gateway-setup answers --run latest > answers.ini\n  gateway-setup --answers answers.ini --yes',
    );
}

/** `gateway-setup answers`. */
export async function runAnswers(
  args: readonly string[],
  io: Io,
  { watch, engine, host }: AnswersDependencies,
): Promise<number> {
  const parsed = parseWords<AnswersOptions>(answersCommand('gateway-setup answers'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { run } = parsed.options;
  if (run === undefined) {
    await deliver(io.stdout, answersTemplate());
    return ExitCode.ok;
  }
  const [{ findRun, readRunAnswers }, { localHost }] = await Promise.all([engine(), host()]);
  const target = localHost();
  try {
    const { id } = await findRun(target, run, watch.signal);
    const { text, path } = await readRunAnswers(target, id, watch.signal);
    const heading = `The answers of the run ${id}, without passwords.`;
    await deliver(io.stdout, answersText(parseAnswersFile(text, path), heading));
    return ExitCode.ok;
  } finally {
    await target.close();
  }
}
