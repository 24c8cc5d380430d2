import type { RollbackPlan, RollbackResult, RunSummary } from '../../engine/rollback.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { wrap } from '../../text/wrap.js';
import { damageLines } from './damaged.js';
import type { Paint } from './paint.js';
import { notAsBeforeWords, stateWords, unconfirmedWords } from './unconfirmed.js';

export function noRuns(target: string): string {
  return `There is no run of gateway-setup on ${escapeControl(target, 200)}.`;
}

/** The runs on a server: one line each, and the steps that stand. */
export function runLines(target: string, runs: readonly RunSummary[], paint: Paint): string[] {
  if (runs.length === 0) return [noRuns(target)];
  return runs.flatMap((run) => [
    `${paint.bold(escapeControl(run.id))}  ${stateWords(run)}, started ${dateAndTime(run.startedAt)}, ` +
      `${run.steps.length} step${run.steps.length === 1 ? '' : 's'}`,
    ...wrap(run.steps.join(', '), paint.width, '    '),
    ...wrap(unconfirmedWords(run, target) ?? '', paint.width, '    ').filter((line) => line.trim() !== ''),
    ...wrap(notAsBeforeWords(run, target) ?? '', paint.width, '    ').filter((line) => line.trim() !== ''),
    ...damageLines(run, target, paint, '    '),
    ...(run.wrote ?? []).flatMap((one) =>
      wrap(`to be taken back: ${escapeControl(one)}`, paint.width, '    ', '      '),
    ),
  ]);
}

/** What a rollback would do. */
export function planLines(plan: RollbackPlan, target: string, paint: Paint): string[] {
  const run = escapeControl(plan.run.id);
  const words = unconfirmedWords(plan.run, target);
  const unconfirmed = words === undefined ? [] : [...wrap(words, paint.width), ''];
  const again = againWords(plan);
  if (again !== undefined)
    return [
      ...unconfirmed,
      ...wrap(again, paint.width),
      ...plan.lines.flatMap((line) => wrap(escapeControl(line), paint.width, '  ', '    ')),
      '',
    ];
  return [
    ...unconfirmed,
    paint.bold(`This takes back, of the run ${run}, in this order:`),
    ...plan.lines.flatMap((line) => wrap(escapeControl(line), paint.width, '  ', '    ')),
    '',
  ];
}

/** Why undo.sh is run though no step that is known to stand would be taken back; undefined: one would. */
function againWords({
  run: { id, standsUnknown, undoUnfinished },
  steps,
  to,
}: RollbackPlan): string | undefined {
  if (steps.length > 0) return undefined;
  const run = escapeControl(id);
  if (standsUnknown === true)
    return `What stands of the run ${run} its journal does not tell. undo.sh goes by marks of its own: it is run, and takes back what is left.`;
  if (undoUnfinished === undefined)
    return `Every step of the run ${run} is taken back, and undo.sh may still be at work.`;
  const what =
    to === undefined
      ? `Every step of the run ${run} is taken back, but that`
      : `In the run ${run} the step ${to} and what came after it are taken back, but that`;
  return `${what} did not end well: something was not as before. undo.sh is run once more, which looks after the services and what is left beside files.`;
}

/** Over what the undo script prints while it works. */
export function undoHeading(paint: Paint): string[] {
  return [paint.bold('What the undo script on the server does and says:')];
}

/** A line of the undo script; how it ended is told here, once, after the checks. */
export function undoLine(line: string): string[] {
  return line.trim() === 'Taken back.' ? [] : [`    ${escapeControl(line)}`];
}

/** How it ended; what the undo script said is shown above, as it said it. Never says that all was taken back when a check says otherwise. */
export function resultLines(result: RollbackResult, target: string, paint: Paint): string[] {
  const checks = result.checks.flatMap(({ what, ok, detail }) => {
    const sign = ok ? paint.green(`${paint.signs.ok} ok    `) : paint.red(`${paint.signs.risk} not ok`);
    const beside = detail === undefined ? '' : `: ${escapeControl(detail, 300)}`;
    return [`  ${sign}  ${escapeControl(what)}${beside}`];
  });
  return [
    '',
    ...(checks.length === 0 ? [] : [paint.bold('Checked'), ...checks, '']),
    result.ok
      ? paint.bold('Taken back.')
      : paint.red(
          paint.bold('Not everything was taken back. Nothing that tells how it was has been removed.'),
        ),
    ...(result.ok ? [] : nextLines(target, paint)),
  ];
}

/** What stands in the way only the lines above know: it may be a service that does not start, or a file on a full disk. */
function nextLines(target: string, paint: Paint): string[] {
  const words = `Put right what is named above; ${onHost('gateway-setup rollback --list', target)} shows what still stands.`;
  return ['', ...wrap(words, paint.width)];
}
