import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled, ExitCode, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import type { LineLost } from '../../host/line-lost.js';
import type { RunSummary } from '../run/journal.js';
import { listRuns } from '../run/list-runs.js';
import { runFolder } from '../run/paths.js';

/** Milliseconds between tries to reach the server again. */
const pauses = [0, 1000, 3000] as const;

export interface Interrupted {
  /** The id of the run. */
  readonly run: string;
  /** What was going on. */
  readonly doing: 'setup' | 'rollback';
  /** Seconds of the undo that is armed; undefined: none is. */
  readonly deadline?: number | undefined;
  /** How it is waited between two tries; default: by the clock. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * The line broke in the middle of a run: says how things stand on the server, as its journal tells where it can be reached
 * again, else as far as it is known here. @param host one that makes a new line
 */
export async function afterLineLost(
  lost: LineLost,
  host: Host,
  { run, doing, deadline, pause = sleep }: Interrupted,
): Promise<UserError> {
  const found = await look(host, run, pause);
  return new UserError([lost.message, ...(found === undefined ? unseen(deadline) : seen(found))].join('\n'), {
    ...(lost.why === undefined ? {} : { why: lost.why }),
    next: [...nextOf(doing), `On the server itself: sh ${runFolder(run)}/undo.sh`].join('\n'),
    exitCode: ExitCode.failed,
    cause: lost,
  });
}

/** Each command ends its line: it is copied from there. */
function nextOf(doing: Interrupted['doing']): readonly string[] {
  return doing === 'rollback'
    ? ['To take back what still stands: gateway-setup rollback']
    : ['To go on: gateway-setup --resume', 'To take it back: gateway-setup rollback'];
}

async function look(
  host: Host,
  id: string,
  pause: (ms: number) => Promise<unknown>,
): Promise<RunSummary | undefined> {
  for (const ms of pauses) {
    await pause(ms);
    try {
      return (await listRuns(host)).find((one) => one.id === id);
    } catch (error) {
      // Who stops now must be told all the same, and not that nothing was changed.
      if (error instanceof Cancelled) return undefined;
      // Out of reach still; whatever else it is, the operator is told what is known here.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return undefined;
}

const took = {
  'under-way':
    'The handover was not confirmed in time, and the server is taking it back by itself right now.',
  'taken-back': 'The handover was not confirmed in time, and the server has taken it back by itself.',
  'taken-back-since': 'The handover was not confirmed in time, and has been taken back.',
  'not-taken-back':
    'The handover was not confirmed in time, and the server could NOT take everything back by itself.',
  'cut-off':
    'The handover was not confirmed in time; the server began to take it back by itself, and was cut off before the end.',
} as const;

const nobodyWatches =
  'The handover was not confirmed, and what would take it back by itself is gone: it stays as it is until somebody decides.';

function seen(run: RunSummary): readonly string[] {
  const { id, atWork, fired, unwatched } = run;
  const working = {
    armed: 'The handover waits to be confirmed: at its deadline the server takes it back by itself.',
    'taking-back': 'The server is taking changes back right now.',
    applying: 'What had begun is still being carried out there.',
  } as const;
  return [
    `The server was reached again. Its journal of the run ${id} says that ${standingOf(run)}.`,
    ...(fired === undefined || fired.dealtWith ? [] : [took[fired.outcome]]),
    ...(unwatched === true ? [nobodyWatches] : []),
    ...(atWork === undefined || (atWork === 'taking-back' && fired !== undefined) ? [] : [working[atWork]]),
  ];
}

function standingOf({ steps, standsUnknown, undoUnfinished }: RunSummary): string {
  if (steps.length > 0)
    return `these steps stand: ${steps.join(', ')}${undoUnfinished === undefined ? '' : ', and the undo of the others did not end well'}`;
  if (standsUnknown === true) return 'something of it may stand, and not which step';
  return `no step of it stands${undoUnfinished === undefined ? '' : ', but not everything is as before'}`;
}

function unseen(deadline: number | undefined): readonly string[] {
  return [
    'It could not be reached again, so how things stand there is not known here.',
    ...(deadline === undefined
      ? []
      : [
          `The handover was armed: unless it is confirmed, the server takes it back by itself within ${deadline} seconds of its last change.`,
        ]),
  ];
}
