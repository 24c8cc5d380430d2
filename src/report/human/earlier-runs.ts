import type { RunSummary } from '../../engine/run/journal.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { wrap } from '../../text/wrap.js';
import { damageLines } from './damaged.js';
import type { Paint } from './paint.js';

/** After a rollback: that it was not the last. @param runs those before it that stand, the oldest first */
export function earlierLines(runs: readonly RunSummary[], target: string, paint: Paint): string[] {
  const latest = runs.at(-1);
  if (latest === undefined) return [];
  const others = runs.length - 1;
  const more = others === 0 ? '' : ` Before it ${others === 1 ? 'another one does' : `${others} more do`}.`;
  const how =
    others === 0
      ? 'To take that back as well:'
      : 'To take them back as well, the latest first, once for each of them:';
  const run = `The run ${escapeControl(latest.id)} of ${dateAndTime(latest.startedAt)}, made before it, ${standsWords(latest)}.${more}`;
  // No rollback from here would touch it.
  if (latest.damage?.rollback === 'not-from-here')
    return ['', ...wrap(run, paint.width), ...damageLines(latest, target, paint, '  ')];
  return ['', ...wrap(`${run} ${how}`, paint.width), `  ${onHost('gateway-setup rollback', target)}`];
}

function standsWords({ steps, standsUnknown }: RunSummary): string {
  if (steps.length > 0) return `still stands (${steps.length} step${steps.length === 1 ? '' : 's'})`;
  if (standsUnknown === true) return 'may still stand: its journal does not tell what of it does';
  return 'has been taken back, but that did not end well';
}

/** After a rollback that went well. */
export function earlierUnseen(target: string, paint: Paint): string[] {
  const words = `Whether a run from before it still stands could not be seen; ${onHost('gateway-setup rollback --list', target)} shows it.`;
  return ['', ...wrap(words, paint.width)];
}
