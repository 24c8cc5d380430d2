import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import { LineLost } from '../host/line-lost.js';
import type { StepId } from '../model/step-id.js';
import { readInstallerWrote, takenBackWords } from './run/installer-wrote.js';
import type { RunSummary } from './run/journal.js';
import { type JournaledRun, readRuns } from './run/list-runs.js';
import { takeLock } from './run/lock.js';
import { runFolder } from './run/paths.js';
import { type JournaledChange, type StepStart, standingChanges, stepStart } from './run/standing-changes.js';
import { afterLineLost } from './setup/after-line-lost.js';
import { checkUndone, type UndoCheck } from './undo/check-undone.js';
import { runUndo } from './undo/run-undo.js';

export type { RunSummary } from './run/journal.js';
export { listRuns } from './run/list-runs.js';

export interface RollbackPlan {
  readonly run: RunSummary;
  /** In the order in which they are taken back. */
  readonly steps: readonly StepId[];
  /** The changes that are taken back, the last first. */
  readonly lines: readonly string[];
  readonly changes: readonly JournaledChange[];
  /** What must run and listen afterwards. */
  readonly before: Pick<StepStart, 'processes' | 'ports'>;
}

export interface RollbackResult {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly checks: readonly UndoCheck[];
}

/** There is nothing to take back: everything is as it was already. */
export class NothingStands extends UserError {}

/** @throws UserError when there is no such run or step; NothingStands when nothing of it stands any more. */
export async function planRollback(
  host: Host,
  { run, to }: { readonly run?: string; readonly to?: StepId },
): Promise<RollbackPlan> {
  const chosen = choose(await readRuns(host), host.name, run);
  const { summary, events } = chosen;
  // Half a handover is nobody on port 25: steps that make sense only together go together.
  const whole = to === undefined ? undefined : (stepStart(events, to).together ?? to);
  const from = whole === undefined ? 0 : summary.steps.indexOf(whole);
  if (from < 0 || (to !== undefined && !summary.steps.includes(to))) {
    throw new NothingStands(`The run ${summary.id} has not changed anything in the step ${to}.`, {
      next: `Steps that can be taken back: ${summary.steps.join(', ')}.`,
      exitCode: ExitCode.usage,
    });
  }
  const undone = summary.steps.slice(from);
  const first = undone[0];
  const changes = standingChanges(events, undone);
  return {
    run: summary,
    steps: [...undone].reverse(),
    lines: await linesOf(host, runFolder(summary.id), [...changes].reverse()),
    changes,
    before: first === undefined ? { processes: [], ports: [] } : stepStart(events, first),
  };
}

/** One line for each change; for an installer, what it has written: that is found out now, if nobody has done so. */
async function linesOf(
  host: Host,
  folder: string,
  changes: readonly JournaledChange[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { step, summary, kind, number } of changes) {
    lines.push(`${step}: ${summary}`);
    if (kind !== 'run-installer') continue;
    const wrote = await readInstallerWrote(host, folder, number);
    const words = typeof wrote === 'string' ? [wrote] : takenBackWords(wrote);
    lines.push(...words.map((one) => `${step}: ${one}`));
  }
  return lines;
}

function choose(runs: readonly JournaledRun[], target: string, id: string | undefined): JournaledRun {
  const standing = runs.filter(({ summary }) => summary.steps.length > 0);
  const found = id === undefined ? standing.at(-1) : runs.find(({ summary }) => summary.id === id);
  if (found === undefined) {
    throw new UserError(
      id === undefined
        ? `There is nothing to take back on ${target}.`
        : `There is no run ${id} on ${target}.`,
      {
        next: 'gateway-setup rollback --list shows its runs.',
        exitCode: id === undefined ? ExitCode.failed : ExitCode.usage,
      },
    );
  }
  const later = standing.filter(({ summary }) => summary.sequence > found.summary.sequence).at(-1);
  if (later !== undefined) {
    throw new UserError(`The run ${found.summary.id} cannot be taken back while a later one stands.`, {
      why: `The run ${later.summary.id} was made after it and rests on what it did.`,
      next: `Take the later one back first: gateway-setup rollback --run ${later.summary.id}`,
    });
  }
  if (found.summary.steps.length === 0) {
    throw new NothingStands(`The run ${found.summary.id} has been taken back already.`, {
      next: 'gateway-setup rollback --list shows its runs.',
    });
  }
  return found;
}

/** Takes the planned steps back with the target's own undo script, then looks whether it is true. */
export async function rollBack(
  host: Host,
  plan: RollbackPlan,
  options: {
    readonly onLine?: (line: string) => void;
    readonly signal: AbortSignal;
    readonly startedBy?: string;
  },
): Promise<RollbackResult> {
  if (options.signal.aborted) throw new Cancelled();
  // The lock goes with the line: nothing may be done behind it over another one.
  const pinned = host.pinned?.() ?? host;
  const lock = await takeLock(pinned, options.startedBy ?? 'gateway-setup rollback', new Date());
  try {
    return await rollBackLocked(pinned, plan, options.onLine);
  } catch (error) {
    if (!(error instanceof LineLost)) throw error;
    throw await afterLineLost(error, host, { run: plan.run.id, doing: 'rollback' });
  } finally {
    await lock.release();
  }
}

/** The same for a caller that holds the lock. */
export async function rollBackLocked(
  host: Host,
  { run, steps, changes, before }: RollbackPlan,
  onLine?: (line: string) => void,
): Promise<RollbackResult> {
  const folder = runFolder(run.id);
  const whole = steps.length === run.steps.length;
  const { ok, lines } = await runUndo(host, folder, whole ? undefined : steps.at(-1), onLine);
  const checks = await checkUndone(host, folder, changes, before);
  return { ok: ok && checks.every((check) => check.ok), lines, checks };
}
