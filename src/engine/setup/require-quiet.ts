import { UserError } from '../../errors.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import type { RunSummary } from '../run/journal.js';
import type { JournaledRun } from '../run/list-runs.js';

/**
 * A run may still be at work on the target, with its wizard or, where that is gone, by itself: it will change what is seen now.
 * @param by who has begun each run, by its id; held: somebody is still there, since the lock is held.
 * Pure. @throws UserError that says what it is, whose, and what to do.
 */
export function requireQuiet(
  runs: readonly RunSummary[],
  target: string,
  { by, held }: { by: ReadonlyMap<string, string>; held: boolean } = { by: new Map(), held: false },
): void {
  const busy = runs.find(({ atWork }) => atWork !== undefined);
  if (busy === undefined) return;
  const who = by.get(busy.id);
  const whose =
    who === undefined ? '' : `, begun at ${dateAndTime(busy.startedAt)} by ${escapeControl(who, 200)},`;
  if (busy.atWork === 'armed') throw armed(busy, target, held ? whose : '');
  throw new UserError(
    busy.atWork === 'applying'
      ? `The run ${busy.id}${whose} is still changing ${target}: its wizard may be gone, its script is not.`
      : `The run ${busy.id}${whose} is being taken back on ${target} right now.`,
    {
      why: 'Two at once would undo each other\u2019s work. Nothing was changed.',
      next: 'Wait a moment, then run this again.',
    },
  );
}

/** Who has begun each of the runs, as their journals tell. Pure. */
export function begunBy(runs: readonly JournaledRun[]): ReadonlyMap<string, string> {
  return new Map(
    runs.flatMap(({ summary, events }) => {
      const by = events.find(({ event }) => event === 'begin')?.by;
      return by === undefined ? [] : [[summary.id, by] as const];
    }),
  );
}

/** With somebody who may still be there it may just be about to be verified. */
function armed({ id, firesIn }: RunSummary, target: string, whose: string): UserError {
  const over = `the deadline of that run is over${left(firesIn)}`;
  const back = 'put it back now: gateway-setup rollback';
  return whose === ''
    ? new UserError(
        `The handover of the run ${id} was never verified, and ${target} is about to put it back by itself.`,
        {
          why: 'What is seen now would not be there any more in a moment. Nothing was changed.',
          next: `Wait until ${over} and run this again; or ${back}`,
        },
      )
    : new UserError(
        `The handover of the run ${id}${whose} is not verified yet, and unless it is, ${target} puts it back by itself.`,
        {
          why: 'What is seen now may not be there any more in a moment. Nothing was changed.',
          next: `Wait until ${over} and run this again; or, if nobody works there any more, ${back}`,
        },
      );
}

function left(seconds: number | undefined): string {
  return seconds === undefined ? '' : ` (${seconds} second${seconds === 1 ? '' : 's'} from now)`;
}
