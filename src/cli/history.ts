import { Command, Option } from 'commander';
import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { historyJson } from '../report/history.js';
import { historyLines } from '../report/human/history.js';
import { paintWith } from '../report/human/paint.js';
import { appearanceFor } from '../wizard/form.js';
import { toAscii } from '../wizard/to-ascii.js';
import { chosenRun } from './chosen-run.js';
import { deliver } from './deliver.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { tellDetails } from './tell-details.js';
import { addWhereFlags, type WhereOptions } from './where/flags.js';
import { formBeside, formFor, personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { readWhere } from './where/where.js';

interface HistoryOptions extends WhereOptions {
  readonly run?: string;
  readonly format: 'human' | 'json';
  readonly plain?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface HistoryDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/history.js'), 'readHistory'>>;
  readonly open: OpenTarget;
}

const group = 'How it runs:';

export function historyCommand(name: string): Command {
  const command = new Command(name)
    .description(
      'The runs on a server, by its journal: who, when, what was changed and taken back. Reads only.',
    )
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(command, 'one')
    .optionsGroup(group)
    .option('--run <id>', 'this run alone')
    .addOption(
      new Option('--format <form>', 'how it is reported: human or json')
        .choices(['human', 'json'])
        .default('human'),
    )
    .option('--plain', 'lines of text only, nothing redrawn')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program, and how the server was reached');
}

/** `gateway-setup history`. */
export async function runHistory(
  args: readonly string[],
  io: Io,
  { watch, engine, open }: HistoryDependencies,
): Promise<number> {
  const parsed = parseWords<HistoryOptions>(historyCommand('gateway-setup history'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const wishes = { yes: false, plain: options.plain === true, color: options.color };
  const look = appearanceFor(io, wishes);
  const human = options.format === 'human';
  const where = await readWhere(options, io);
  const form = human ? await formFor(io, look, watch.signal) : await formBeside(io, wishes, watch.signal);
  const [{ readHistory }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
  ]);
  try {
    const all = await readHistory(target, watch.signal);
    const runs = chosenRun(target.name, all, ({ summary }) => summary.id, options.run);
    const text = human
      ? historyLines(target.name, runs, paintWith(look))
          .map((line) => `${line}\n`)
          .join('')
      : historyJson(target.name, runs);
    await deliver(io.stdout, human && !look.unicode ? toAscii(text) : text);
    return ExitCode.ok;
  } finally {
    tellDetails(target, { verbose: options.verbose, beside: !human }, io);
    await target.close();
  }
}
