import { Command } from 'commander';
import type { RunSummary } from '../engine/rollback.js';
import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { isStepId, type StepId, stepIds } from '../model/step-id.js';
import { paintWith } from '../report/human/paint.js';
import { planLines, resultLines, runLines, undoHeading, undoLine } from '../report/human/rollback.js';
import { escapeControl } from '../text/escape.js';
import { appearanceFor, hasTerminal } from '../wizard/form.js';
import { attendedForm } from '../wizard/operator-for.js';
import { toAscii } from '../wizard/to-ascii.js';
import { nearest } from './nearest.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { startedBy } from './started-by.js';

interface RollbackOptions {
  readonly to?: string;
  readonly run?: string;
  readonly list?: boolean;
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
}

export interface RollbackDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/rollback.js'), 'listRuns' | 'planRollback' | 'rollBack'>>;
  host(): Promise<Pick<typeof import('../host/local/local-host.js'), 'localHost'>>;
}

export function rollbackCommand(name: string): Command {
  return new Command(name)
    .description('Takes back what setup changed, newest change first.')
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .option('--to <step>', 'take back this step and what was done after it, and keep what was done before')
    .option('--run <id>', 'a run other than the latest')
    .option('--list', 'list the runs on this server and change nothing')
    .option('--yes', 'do not ask')
    .option('--plain', 'lines of text only, nothing redrawn')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program');
}

/** `gateway-setup rollback`. */
export async function runRollback(
  args: readonly string[],
  io: Io,
  { watch, engine, host }: RollbackDependencies,
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
  const print = (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    io.stdout.write(look.unicode ? text : toAscii(text));
  };
  const [{ listRuns, planRollback, rollBack }, { localHost }] = await Promise.all([engine(), host()]);
  const target = localHost();
  try {
    if (options.list === true) {
      print(runLines(chosen(await listRuns(target), options.run), paint));
      return ExitCode.ok;
    }
    const plan = await planRollback(target, {
      ...(options.run === undefined ? {} : { run: options.run }),
      ...(to === undefined ? {} : { to }),
    });
    print(planLines(plan, paint));
    if (plan.steps.length === 0) return ExitCode.ok;
    if (!yes) await agree(io, look, watch.signal);
    print(undoHeading(paint));
    const result = await rollBack(target, plan, {
      onLine: (line) => print(undoLine(line)),
      signal: watch.signal,
      startedBy: startedBy(),
    });
    print(resultLines(result, paint));
    return result.ok ? ExitCode.ok : ExitCode.failed;
  } finally {
    await target.close();
  }
}

async function agree(io: Io, look: Parameters<typeof attendedForm>[1], signal: AbortSignal): Promise<void> {
  const { prompter } = await attendedForm(io, look, signal);
  const choice = await prompter.choose({
    ask: 'Take this back?',
    choices: [
      { value: 'no', label: 'No, change nothing' },
      { value: 'yes', label: 'Yes, take it back' },
    ],
  });
  if (choice === 'no') throw new Cancelled('rollback was declined');
}

/** @throws UserError for a run that is not there. */
function chosen(runs: readonly RunSummary[], id: string | undefined): readonly RunSummary[] {
  if (id === undefined) return runs;
  const found = runs.filter((run) => run.id === id);
  if (found.length > 0) return found;
  throw new UserError(`There is no run "${escapeControl(id, 100)}" on this server.`, {
    next: 'gateway-setup rollback --list shows them all.',
    exitCode: ExitCode.usage,
  });
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
