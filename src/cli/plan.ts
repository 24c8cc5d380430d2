import { Writable } from 'node:stream';
import { Command, Option } from 'commander';
import type { Plan } from '../engine/plan/make-plan.js';
import { ExitCode } from '../errors.js';
import { quoteWord } from '../host/shell.js';
import type { Io } from '../io.js';
import { isStepId } from '../model/step-id.js';
import { paintWith } from '../report/human/paint.js';
import { plannedLines } from '../report/human/plan.js';
import { unconfirmedLines } from '../report/human/unconfirmed.js';
import { planJson, planPatch } from '../report/plan.js';
import { escapeControl } from '../text/escape.js';
import { onHost } from '../text/on-host.js';
import { type Appearance, appearanceFor, hasTerminal } from '../wizard/form.js';
import { operatorFor } from '../wizard/operator-for.js';
import { toAscii } from '../wizard/to-ascii.js';
import { addAnswerFlags, collectSteps, flagAnswers } from './answer-flags.js';
import { deliver } from './deliver.js';
import { givenAnswers } from './given-answers.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { tellDetails } from './tell-details.js';
import { version } from './version.js';
import { addWhereFlags, type WhereOptions } from './where/flags.js';
import { withAbsolutePaths } from './where/local-files.js';
import { formBeside, formFor, personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { uploading } from './where/uploading.js';
import { Uploads } from './where/uploads.js';
import { readWhere } from './where/where.js';
import { requirePlace, writeOutput } from './write-output.js';

interface PlanOptions extends WhereOptions {
  readonly answers?: string;
  readonly output?: string;
  readonly format: 'human' | 'json' | 'patch';
  readonly skip?: readonly string[];
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface PlanDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/plan/make-plan.js'), 'makePlan' | 'changesSomething'>>;
  readonly open: OpenTarget;
}

const group = 'How it runs:';

const epilogue = `
Passwords are never in a plan: apply takes them from their flags or variables
again. The diffs are real: what --format patch prints, given to patch -p0 in the
folder /, makes of the files byte for byte what setup would write.
Exit codes: 0 there is nothing to change, 2 there is, 1 something failed,
3 could not look, 4 usage or a missing answer, 130 cancelled.`;

export function planCommand(name: string): Command {
  const command = new Command(name)
    .description('What setup would do, as diffs and actions. Reads only; apply carries out exactly the plan.')
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(addAnswerFlags(command), 'one')
    .optionsGroup(group)
    .option('-o, --output <file>', 'write the plan there, as JSON, for gateway-setup apply')
    .addOption(
      new Option('--format <form>', 'what is printed: for people, as JSON, or the diffs alone, byte for byte')
        .choices(['human', 'json', 'patch'])
        .default('human'),
    )
    .option('--answers <file>', 'an answers file on this machine')
    .option('--skip <step>', 'leave a step out; may be given more than once', collectSteps)
    .option('--yes', 'ask nothing: a missing answer is an error')
    .option('--plain', 'lines of text only, nothing redrawn')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program, and how the server was reached')
    .addHelpText('after', epilogue);
}

/** `gateway-setup plan`. */
export async function runPlan(
  args: readonly string[],
  io: Io,
  { watch, engine, open }: PlanDependencies,
): Promise<number> {
  const parsed = parseWords<PlanOptions>(planCommand('gateway-setup plan'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const where = await readWhere(options, io);
  const flags = flagAnswers(options);
  const { given, warnings } = await givenAnswers(
    {
      flags: where.destination === undefined ? flags : withAbsolutePaths(flags, io.cwd),
      ...(options.answers === undefined ? {} : { file: options.answers }),
    },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  await requirePlace(options.output, io.cwd);
  const human = options.format === 'human';
  // What a program shall read is alone on standard output: then nobody is asked, and nothing else is said there.
  const own = human ? io : { ...io, stdout: silence() };
  const wishes = { yes: options.yes === true, plain: options.plain === true, color: options.color };
  const look = appearanceFor(own, wishes);
  const form = human ? await formFor(io, look, watch.signal) : await formBeside(io, wishes, watch.signal);
  const [{ makePlan, changesSomething }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
  ]);
  const operator = await operatorFor(own, look, watch.signal, undefined, form);
  const uploads = where.destination === undefined ? undefined : new Uploads(target, operator, watch.signal);
  let isKept = false;
  try {
    const skip = new Set((options.skip ?? []).filter(isStepId));
    const plan = await makePlan({
      host: target,
      operator: uploads === undefined ? operator : uploading(operator, uploads),
      given: uploads === undefined ? given : await uploads.place(given),
      skip,
      signal: watch.signal,
      version: version(),
    });
    if (options.output !== undefined) {
      await writeOutput(options.output, io.cwd, planJson(plan));
      isKept = true;
    }
    if (!human) tellUnconfirmed(plan, target.name, io);
    await deliver(io.stdout, printed(plan, target.name, { options, look, io }));
    isKept ||= options.format === 'json';
    return changesSomething(plan) ? ExitCode.findings : ExitCode.ok;
  } finally {
    // A plan that is kept rests on what was uploaded: apply finds it where it is.
    if (!isKept) await uploads?.remove();
    tellDetails(target, { verbose: options.verbose, beside: !human }, io);
    await target.close();
  }
}

interface Printing {
  readonly options: PlanOptions;
  readonly look: Appearance;
  readonly io: Io;
}

function printed(
  plan: Plan,
  target: string,
  { options: { format, output }, look, io }: Printing,
): string | Uint8Array {
  if (format === 'json') return planJson(plan);
  if (format === 'patch') return planPatch(plan);
  const paint = paintWith(look);
  const lines = [...unconfirmedLines(plan.unconfirmed ?? [], target, paint), ...plannedLines(plan, paint)];
  if (output !== undefined)
    lines.push(
      `Written to ${escapeControl(output)}. To carry out exactly this:`,
      `  ${onHost('gateway-setup apply', target)} ${escapeControl(quoteWord(output))}`,
    );
  const text = `${lines.join('\n')}\n`;
  // In a file or a pipe nothing of the diffs is replaced by what a poor terminal can show.
  return look.unicode || !hasTerminal(io) ? text : toAscii(text);
}

/** Beside what a program reads. */
function tellUnconfirmed({ unconfirmed = [] }: Plan, target: string, { stderr }: Io): void {
  const paint = paintWith({ colour: false, unicode: false, columns: stderr.columns || 80 });
  stderr.write(
    unconfirmedLines(unconfirmed, target, paint)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function silence(): Io['stdout'] {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
