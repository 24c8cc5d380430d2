import { Cancelled, ExitCode, type UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import { LineLost } from '../host/line-lost.js';
import type { StepId } from '../model/step-id.js';
import { chooseRun, NotAsBefore, NothingStands } from './run/choose-run.js';
import { workedOnBy } from './run/holder.js';
import { readInstallerWrote, takenBackWords } from './run/installer-wrote.js';
import type { JournalEvent, RunSummary } from './run/journal.js';
import { type JournaledRun, readState } from './run/list-runs.js';
import { takeLock } from './run/lock.js';
import { runFolder } from './run/paths.js';
import {
  firstStart,
  type JournaledChange,
  type StepStart,
  standingChanges,
  stepStart,
} from './run/standing-changes.js';
import { repeatCommand } from './run/unfinished-undo.js';
import { afterLineLost } from './setup/after-line-lost.js';
import { checkUndone, type UndoCheck } from './undo/check-undone.js';
import type { Decision, Edited } from './undo/edited.js';
import { layDecisions } from './undo/lay-decisions.js';
import { lookAtEdits } from './undo/look-at-edits.js';
import { runUndo } from './undo/run-undo.js';

export { NotAsBefore, NothingStands } from './run/choose-run.js';
export type { RunSummary } from './run/journal.js';
export { listRuns } from './run/list-runs.js';
export type { Choice, Decision, Edited, Question } from './undo/edited.js';

export interface RollbackPlan {
  readonly run: RunSummary;
  /** In the order in which they are taken back. */
  readonly steps: readonly StepId[];
  /** The changes that are taken back, the last first. */
  readonly lines: readonly string[];
  readonly changes: readonly JournaledChange[];
  /** The step that undo.sh is given; none for all of it. */
  readonly to?: StepId;
  /** What must run and listen afterwards. */
  readonly before: Pick<StepStart, 'processes' | 'ports'>;
}

export interface RollbackResult {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly checks: readonly UndoCheck[];
}

/**
 * Without steps: what undo.sh is run for once more, since it did not end well, or since what stands is not known.
 * @throws UserError when there is no such run or step, or somebody else works there; NothingStands when nothing of it stands any more;
 * NotAsBefore when the step was taken back, by an undo that is at work or that went further back and did not end well.
 */
export async function planRollback(
  host: Host,
  { run, to, signal }: { readonly run?: string; readonly to?: StepId; readonly signal?: AbortSignal },
): Promise<RollbackPlan> {
  const { runs, holder } = await readState(host, signal);
  if (holder !== undefined) throw workedOnBy(host.name, holder);
  const chosen = chooseRun(runs, host.name, run);
  const { summary, events } = chosen;
  // Half a handover is nobody on port 25: steps that make sense only together go together.
  const whole = to === undefined ? undefined : (stepStart(events, to).together ?? to);
  const from = whole === undefined ? 0 : summary.steps.indexOf(whole);
  if (to !== undefined && from < 0 && summary.undoUnfinished?.to === whole) {
    const before = startOf(events, whole);
    return { run: summary, steps: [], lines: gapLines(summary), changes: [], to, before };
  }
  if (from < 0 || (to !== undefined && !summary.steps.includes(to))) {
    throw notStanding(chosen, to);
  }
  const undone = summary.steps.slice(from);
  const first = undone[0];
  const told = standingChanges(events, undone);
  // What ran before is known only from a journal that tells all; undo.sh looks after it in any case.
  const gaps = summary.damage?.rollback === 'by-undo-script';
  const changes = gaps ? told.map(({ process: _, ...change }) => change) : told;
  return {
    run: summary,
    steps: [...undone].reverse(),
    lines: [...gapLines(summary), ...(await linesOf(host, runFolder(summary.id), [...changes].reverse()))],
    changes,
    ...(first === undefined || undone.length === summary.steps.length ? {} : { to: first }),
    before: gaps ? nothingBefore : startOf(events, first),
  };
}

/** The step is not one that can be taken back. */
function notStanding({ summary, events }: JournaledRun, to: StepId | undefined): UserError {
  const { id, steps } = summary;
  const isBegun = events.some(({ event, step }) => event === 'intent' && step === to);
  if (isBegun && summary.atWork === 'taking-back') {
    return new NotAsBefore(`The run ${id} is being taken back right now.`, {
      why: 'Nobody knows yet how that ends.',
      next: 'Wait for its end, then look: gateway-setup rollback --list',
    });
  }
  const again = repeatCommand(summary);
  if (isBegun && again !== undefined) {
    const what =
      steps.length === 0
        ? `All of the run ${id} has been taken back, but that did not end well.`
        : `The step ${to} of the run ${id} has been taken back, but an undo that went further back did not end well.`;
    return new NotAsBefore(what, {
      why: 'Something was not as before then, such as a service that did not start.',
      next: `To have undo.sh look after it once more: ${again}`,
    });
  }
  const all = `To have undo.sh look after all of it once more: gateway-setup rollback --run ${id}`;
  const what = isBegun
    ? `The step ${to} of the run ${id} has been taken back already.`
    : `The run ${id} has not changed anything in the step ${to}.`;
  return new NothingStands(what, {
    next: steps.length === 0 ? all : `Steps that can be taken back: ${steps.join(', ')}.`,
    exitCode: ExitCode.usage,
  });
}

const nothingBefore = { processes: [], ports: [] };

/** What ran before the first of the steps; where none is left, before all of them. */
function startOf(events: readonly JournalEvent[], first: StepId | undefined): RollbackPlan['before'] {
  return first === undefined ? firstStart(events) : stepStart(events, first);
}

function gapLines({ damage, steps }: RunSummary): readonly string[] {
  if (damage?.rollback !== 'by-undo-script') return [];
  return [
    `The journal is damaged: ${damage.what.join('; ')}.`,
    `So not every change can be named and checked here. undo.sh does not need the journal: it takes back all that it has marked as begun, and says each.${steps.length === 0 ? '' : ` Its steps: ${steps.join(', ')}.`}`,
  ];
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

/** What somebody has changed since of what would be taken back, and what can be done about it. */
export function editsSince(host: Host, plan: RollbackPlan): Promise<readonly Edited[]> {
  return lookAtEdits(host, runFolder(plan.run.id), plan.changes, plan.to);
}

/** Takes the planned steps back with the target's own undo script, then looks whether it is true. */
export async function rollBack(
  host: Host,
  plan: RollbackPlan,
  options: {
    readonly onLine?: (line: string) => void;
    readonly signal: AbortSignal;
    readonly startedBy?: string;
    /** About what somebody has changed since; undo.sh carries them out. */
    readonly decisions?: readonly Decision[];
  },
): Promise<RollbackResult> {
  if (options.signal.aborted) throw new Cancelled();
  // The lock goes with the line: nothing may be done behind it over another one.
  const pinned = host.pinned?.() ?? host;
  const lock = await takeLock(pinned, options.startedBy ?? 'gateway-setup rollback', new Date());
  try {
    await layDecisions(pinned, runFolder(plan.run.id), options.decisions ?? []);
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
  plan: RollbackPlan,
  onLine?: (line: string) => void,
): Promise<RollbackResult> {
  const folder = runFolder(plan.run.id);
  const { ok, lines } = await runUndo(host, folder, plan.to, onLine);
  const checks = await checkUndone(host, folder, plan.changes, plan.before);
  return { ok: ok && checks.every((check) => check.ok), lines, checks };
}
