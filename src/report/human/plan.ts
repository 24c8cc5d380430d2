import type { DrawnStage, DrawnStep } from '../../engine/plan/draw-up.js';
import type { Plan } from '../../engine/plan/make-plan.js';
import { isSettled } from '../../model/finding.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { changeLines } from './changes.js';
import { findingLine } from './findings.js';
import type { Paint } from './paint.js';

/** A plan for people. Its diffs begin in the first column: `patch -p0` in the folder / takes the whole text. */
export function plannedLines({ document, stages }: Plan, paint: Paint): string[] {
  const { name, hostname } = document.target;
  const host = hostname === '' ? '' : ` (${escapeControl(hostname)})`;
  return [
    '',
    paint.bold(`What setup would do on ${escapeControl(name)}${host}. Nothing has been changed.`),
    ...stages.flatMap((stage, index) => stageLines(stage, `Part ${index + 1} of ${stages.length}`, paint)),
    '',
    ...wrap(summary(stages), paint.width).map(paint.bold),
  ];
}

function stageLines(stage: DrawnStage, place: string, paint: Paint): string[] {
  if (!stage.skipped && stage.steps.every(isQuiet)) return [];
  const [only] = stage.steps;
  const title = stage.handover ? 'The handover of port 25' : (only?.step.title ?? '');
  if (stage.skipped) return ['', paint.dim(`${place}: left out (--skip)`)];
  return [
    '',
    paint.bold(`${place}: ${title}`),
    ...stage.steps.flatMap((one) => stepLines(one, stage, paint)),
  ];
}

/** Nothing to change, and nothing that only a person can put right. */
function isQuiet({ changes, deferred, findings }: DrawnStep): boolean {
  return (
    changes.length === 0 && deferred === undefined && !findings.some(({ verdict }) => verdict === 'risk')
  );
}

function stepLines(one: DrawnStep, { handover }: DrawnStage, paint: Paint): string[] {
  if (isQuiet(one)) return [];
  const open = one.findings.filter((finding) => !isSettled(finding));
  return [
    ...(handover ? [`  ${one.step.title}`] : []),
    ...(one.changes.length === 0 && one.deferred === undefined
      ? open.flatMap((finding) => findingLine(finding, paint, '  '))
      : []),
    ...one.changes.flatMap((change) => changeLines(change, paint, '  ', '')),
    ...(one.deferred === undefined
      ? []
      : [
          ...wrap(`Told only when it is done: ${escapeControl(one.deferred)}.`, paint.width, '  * ', '    '),
          ...open.flatMap(({ id, wanted }) =>
            wrap(`${id}: wanted ${escapeControl(wanted)}`, paint.width, '      ', '        '),
          ),
        ]),
  ];
}

function summary(stages: readonly DrawnStage[]): string {
  const steps = stages.flatMap((stage) => stage.steps);
  const changes = steps.reduce((sum, one) => sum + one.changes.length, 0);
  const deferred = steps.filter((one) => one.deferred !== undefined).length;
  if (changes === 0 && deferred === 0) return 'Setup would change nothing.';
  const later =
    deferred === 0
      ? ''
      : ` Of ${deferred} step${deferred === 1 ? '' : 's'} it can be told only when the scanner is installed.`;
  return `Setup would make ${changes} change${changes === 1 ? '' : 's'}.${later}`;
}
