import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import type { StepId } from '../model/step-id.js';
import type { RunSummary } from './run/journal.js';
import { type JournaledRun, readRuns } from './run/list-runs.js';
import { takeLock } from './run/lock.js';
import { runFolder } from './run/paths.js';
import { type JournaledChange, runningBefore, standingChanges } from './run/standing-changes.js';
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
  /** Names of the processes that must run afterwards. */
  readonly running: readonly string[];
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
  const from = to === undefined ? 0 : summary.steps.indexOf(to);
  if (from < 0) {
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
    lines: [...changes].reverse().map(({ step, summary: text }) => `${step}: ${text}`),
    changes,
    running: first === undefined ? [] : runningBefore(events, first),
  };
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
        next: 'gateway-setup rollback --list shows the runs on this server.',
        exitCode: id === undefined ? ExitCode.failed : ExitCode.usage,
      },
    );
  }
  if (found.summary.steps.length === 0) {
    throw new NothingStands(`The run ${found.summary.id} has been taken back already.`, {
      next: 'gateway-setup rollback --list shows the runs on this server.',
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
  const lock = await takeLock(host, options.startedBy ?? 'gateway-setup rollback', new Date());
  try {
    return await rollBackLocked(host, plan, options.onLine);
  } finally {
    await lock.release();
  }
}

/** The same for a caller that holds the lock. */
export async function rollBackLocked(
  host: Host,
  { run, steps, changes, running }: RollbackPlan,
  onLine?: (line: string) => void,
): Promise<RollbackResult> {
  const folder = runFolder(run.id);
  const whole = steps.length === run.steps.length;
  const { ok, lines } = await runUndo(host, folder, whole ? undefined : steps.at(-1), onLine);
  const checks = await checkUndone(host, folder, changes, running);
  return { ok: ok && checks.every((check) => check.ok), lines, checks };
}
