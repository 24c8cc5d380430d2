import { Command, Option } from 'commander';
import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { isStepId, type StepId, stepIds } from '../model/step-id.js';
import { decisionLines, editedLines } from '../report/human/edited.js';
import { paintWith } from '../report/human/paint.js';
import { planLines, resultLines, runLines, undoHeading, undoLine } from '../report/human/rollback.js';
import { appearanceFor, hasTerminal } from '../wizard/form.js';
import type { AttendedForm } from '../wizard/operator-for.js';
import { toAscii } from '../wizard/to-ascii.js';
import { chosenRun } from './chosen-run.js';
import { decideEdited, type EditedChoice, editedChoices } from './decide-edited.js';
import { deliver } from './deliver.js';
import { nearest } from './nearest.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { startedBy } from './started-by.js';
import { tellDetails } from './tell-details.js';
import { tellEarlier } from './tell-earlier.js';
import { addWhereFlags, type WhereOptions } from './where/flags.js';
import { formFor, personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { readWhere } from './where/where.js';

interface RollbackOptions extends WhereOptions {
  readonly to?: string;
  readonly run?: string;
  readonly list?: boolean;
  readonly yes?: boolean;
  readonly edited?: EditedChoice;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface RollbackDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<
    Pick<typeof import('../engine/rollback.js'), 'listRuns' | 'planRollback' | 'editsSince' | 'rollBack'>
  >;
  readonly open: OpenTarget;
}

const group = 'How it runs:';

export function rollbackCommand(name: string): Command {
  const command = new Command(name)
    .description('Takes back what setup changed, newest change first.')
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(command, 'one')
    .optionsGroup(group)
    .option('--to <step>', 'take back this step and what was done after it, and keep what was done before')
    .option('--run <id>', 'a run other than the latest')
    .option('--list', 'list the runs on the server and change nothing')
    .option('--yes', 'do not ask')
    .addOption(
      new Option(
        '--edited <what>',
        'what somebody has changed since, of what the run changed: keep it, put back what was before, or stop',
      ).choices(editedChoices),
    )
    .option('--plain', 'lines of text only, nothing redrawn')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program, and how the server was reached');
}

/** `gateway-setup rollback`. */
export async function runRollback(
  args: readonly string[],
  io: Io,
  { watch, engine, open }: RollbackDependencies,
): Promise<number> {
  const parsed = parseWords<RollbackOptions>(rollbackCommand('gateway-setup rollback'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const to = options.to === undefined ? undefined : stepNamed(options.to);
  if (options.run === '') throw emptyRun();
  const yes = options.yes === true;
  if (options.list !== true && !yes && !hasTerminal(io)) throw needsYes();
  const look = appearanceFor(io, { yes, plain: options.plain === true, color: options.color });
  const paint = paintWith(look);
  const textOf = (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    return look.unicode ? text : toAscii(text);
  };
  const print = (lines: readonly string[]) => void io.stdout.write(textOf(lines));
  const form = await formFor(io, look, watch.signal);
  const where = await readWhere(options, io);
  const [{ listRuns, planRollback, editsSince, rollBack }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
  ]);
  try {
    if (options.list === true) {
      const runs = await listRuns(target, watch.signal);
      const chosen = chosenRun(target.name, runs, ({ id }) => id, options.run);
      await deliver(io.stdout, textOf(runLines(target.name, chosen, paint)));
      return ExitCode.ok;
    }
    const plan = await planRollback(target, {
      ...(options.run === undefined ? {} : { run: options.run }),
      ...(to === undefined ? {} : { to }),
      signal: watch.signal,
    });
    print(planLines(plan, target.name, paint));
    const edited = await editsSince(target, plan);
    if (edited.length > 0)
      print(editedLines(edited, paint, form !== undefined && options.edited === undefined));
    const decisions = await decideEdited(edited, {
      given: options.edited,
      prompter: form?.prompter,
      print,
      paint,
    });
    print(decisionLines(decisions, paint));
    if (form !== undefined) await agree(form);
    print(undoHeading(paint));
    const result = await rollBack(target, plan, {
      onLine: (line) => print(undoLine(line)),
      signal: watch.signal,
      startedBy: startedBy(),
      decisions,
    });
    print(resultLines(result, target.name, paint));
    if (result.ok) {
      const runs = () => listRuns(target, watch.signal);
      print(await tellEarlier(runs, plan.run.id, target.name, paint));
    }
    return result.ok ? ExitCode.ok : ExitCode.failed;
  } finally {
    tellDetails(target, options, io);
    await target.close();
  }
}

async function agree({ prompter }: AttendedForm): Promise<void> {
  const choice = await prompter.choose({
    ask: 'Take this back?',
    choices: [
      { value: 'no', label: 'No, change nothing' },
      { value: 'yes', label: 'Yes, take it back' },
    ],
  });
  if (choice === 'no') throw new Cancelled('rollback was declined');
}

function emptyRun(): UserError {
  return new UserError('--run was given without the id of a run.', {
    why: 'Nothing was taken back.',
    next: 'gateway-setup rollback --list shows the ids; without --run it is the latest run.',
    exitCode: ExitCode.usage,
  });
}

function stepNamed(text: string): StepId {
  if (isStepId(text)) return text;
  const meant = nearest(text, stepIds);
  throw new UserError(`There is no step "${text}".`, {
    why: 'Nothing was taken back.',
    next: `${meant === undefined ? '' : `Did you mean ${meant}? `}The steps are: ${stepIds.join(', ')}.`,
    exitCode: ExitCode.usage,
  });
}

function needsYes(): UserError {
  return new UserError('There is no terminal here, and --yes was not given.', {
    why: 'Taking changes back stops and starts the mail service, and nobody here can agree to it.',
    next: 'Give --yes, or look first with gateway-setup rollback --list.',
    exitCode: ExitCode.usage,
  });
}
