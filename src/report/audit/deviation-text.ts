import type { Deviation } from '../../engine/audit/deviations.js';

/** What has undone something that a run had set, in a sentence. Not made safe for a terminal. Pure. */
export function deviationText(deviation: Deviation): string {
  return `Set by the run ${deviation.run.id}; since then ${whatHappened(deviation)}.`;
}

function whatHappened({ kind, what, at, before }: Deviation): string {
  switch (kind) {
    case 'put-back':
      return before === undefined
        ? `${what} has been put back to what it was before that run${on(at)}`
        : `${what} has been put back to what it was before the step ${before} of that run${on(at)}`;
    case 'edited':
      return `${what} has been edited${on(at)}`;
    case 'gone':
      return `${what} has been removed`;
    case 'stopped':
      return `${what} has stopped`;
    case 'removed':
      return `the package ${what} has been removed`;
    case 'taken-back':
      return `its undo.sh has taken the step ${what} back${on(at)}`;
  }
}

function on(at: number | undefined): string {
  const time = timeOf(at);
  return time === undefined ? '' : ` (${time.slice(0, 19).replace('T', ' ')} UTC)`;
}

/** ISO 8601; undefined for what is no time. */
export function timeOf(seconds: number | undefined): string | undefined {
  const time = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
