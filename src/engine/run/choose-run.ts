import { ExitCode, UserError } from '../../errors.js';
import type { RunDamage } from './damage.js';
import type { RunSummary } from './journal.js';
import type { JournaledRun } from './list-runs.js';

/** There is nothing to take back: everything is as it was already. */
export class NothingStands extends UserError {}

/** An undo of it did not end well, or not yet: there is nothing more to take back, but not everything is as it was. */
export class NotAsBefore extends UserError {}

/** Something of it stands, or may; or undo.sh is at work, or is to run once more. Pure. */
export function stands({ steps, standsUnknown, undoUnfinished, atWork }: RunSummary): boolean {
  return (
    steps.length > 0 || standsUnknown === true || undoUnfinished !== undefined || atWork === 'taking-back'
  );
}

/**
 * The run that is to be taken back: the latest that stands, or the one of that id. Pure.
 * @throws UserError when there is none, when a later one rests on it, when its evidence does not suffice; NothingStands.
 */
export function chooseRun(
  runs: readonly JournaledRun[],
  target: string,
  id: string | undefined,
): JournaledRun {
  const standing = runs.filter(({ summary }) => stands(summary));
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
  requireOrder(
    found.summary,
    standing.filter((one) => one !== found).map(({ summary }) => summary),
  );
  requireUsable(found.summary);
  if (!stands(found.summary)) {
    const what = found.summary.state === 'rolled-back' ? 'been taken back already' : 'not changed anything';
    throw new NothingStands(`The run ${found.summary.id} has ${what}.`, {
      next: 'gateway-setup rollback --list shows its runs.',
    });
  }
  return found;
}

/** Later runs rest on earlier ones. */
function requireOrder(run: RunSummary, others: readonly RunSummary[]): void {
  const lost = [run, ...others].find(({ damage }) => damage?.unordered === true);
  if (others.length > 0 && lost !== undefined) {
    throw new UserError(`Which of the runs on this server is the latest cannot be told.`, {
      why: `Later runs rest on earlier ones, and the number of the run ${lost.id} is lost. Nothing was taken back.`,
      next: lost.damage?.next ?? '',
    });
  }
  const later = others.filter(({ sequence }) => sequence > run.sequence).at(-1);
  if (later !== undefined) {
    throw new UserError(`The run ${run.id} cannot be taken back while a later one stands.`, {
      why: `The run ${later.id} was made after it and rests on what it did.`,
      next: `Take the later one back first: gateway-setup rollback --run ${later.id}`,
    });
  }
}

function requireUsable({ id, damage }: RunSummary): void {
  if (damage?.rollback !== 'not-from-here') return;
  if (damage.untrusted === true) throw untrustedRun(id, damage);
  throw new UserError(`The evidence of the run ${id} is damaged: ${damage.what.join('; ')}.`, {
    why: 'What it would put back may not be what was there. Nothing was taken back.',
    next: damage.next,
  });
}

/** Somebody else than root could have put there what would be read or run now. */
export function untrustedRun(id: string, { what, next }: RunDamage): UserError {
  return new UserError(`What lies there of the run ${id} cannot be trusted: ${what.join('; ')}.`, {
    why: 'Somebody else than root could have changed it. Nothing of it was used, and nothing was taken back.',
    next,
    exitCode: ExitCode.couldNotLook,
  });
}
