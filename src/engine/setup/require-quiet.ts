import { UserError } from '../../errors.js';
import type { RunSummary } from '../run/journal.js';

/**
 * A run whose wizard is gone may still be at work on the target by itself, and will change what is seen now.
 * Pure. @throws UserError that says what it is and what to do.
 */
export function requireQuiet(runs: readonly RunSummary[], target: string): void {
  const busy = runs.find(({ atWork }) => atWork !== undefined);
  if (busy === undefined) return;
  if (busy.atWork === 'armed') {
    throw new UserError(
      `The handover of the run ${busy.id} was never verified, and ${target} is about to put it back by itself.`,
      {
        why: 'What is seen now would not be there any more in a moment. Nothing was changed.',
        next: `Wait until the deadline of that run is over${left(busy.firesIn)} and run this again; or put it back now: gateway-setup rollback`,
      },
    );
  }
  throw new UserError(
    busy.atWork === 'applying'
      ? `The run ${busy.id} is still changing ${target}: its wizard may be gone, its script is not.`
      : `The run ${busy.id} is being taken back on ${target} right now.`,
    {
      why: 'Two at once would undo each other\u2019s work. Nothing was changed.',
      next: 'Wait a moment, then run this again.',
    },
  );
}

function left(seconds: number | undefined): string {
  return seconds === undefined ? '' : ` (${seconds} second${seconds === 1 ? '' : 's'} from now)`;
}
