import type { FinishedView } from '../../engine/operator.js';
import { isSettled } from '../../model/finding.js';
import { escapeControl } from '../../text/escape.js';
import { findingLines } from './findings.js';
import type { Paint } from './paint.js';
import { wrap } from './wrap.js';

/** How things stand at the end, and how to go on. */
export function finishedLines(view: FinishedView, paint: Paint): string[] {
  const open = view.findings.filter((finding) => !isSettled(finding));
  return [
    '',
    paint.bold(outcome(view)),
    ...(open.length === 0
      ? []
      : ['', paint.bold('Still open'), ...open.flatMap((one) => findingLines(one, paint))]),
    ...(view.skipped.length === 0 ? [] : ['', paint.bold('Skipped')]),
    ...view.skipped.flatMap((step) => wrap(`${step.title}: ${step.skipMeans}`, paint.width, '  * ', '    ')),
    ...(view.outcome === 'rolled-back' || view.changes === 0 ? [] : takeBackLines(view, paint)),
    ...(view.proof === undefined
      ? []
      : [
          '',
          paint.bold('The test message arrived with'),
          ...wrap(escapeControl(view.proof), paint.width, '  '),
        ]),
  ];
}

function outcome(view: FinishedView): string {
  const target = escapeControl(view.target);
  const made = `${count(view.changes, 'change')}, ${count(view.restarts, 'restart')}`;
  switch (view.outcome) {
    case 'done':
      return `Done on ${target}: ${made}.`;
    case 'nothing-to-do':
      return `Nothing to do on ${target}: everything is as it should be. 0 changes, 0 restarts.`;
    case 'left':
      return `Left as it is on ${target}: ${made}. Not everything is as it should be.`;
    case 'rolled-back':
      return `Taken back on ${target}: it is as it was before.`;
    case 'cancelled':
      return view.changes === 0
        ? `Stopped on ${target}: nothing was changed.`
        : `Stopped on ${target} after ${made}. Run gateway-setup again to go on.`;
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function takeBackLines(view: FinishedView, paint: Paint): string[] {
  const script =
    view.runDirectory === undefined ? undefined : `sh ${escapeControl(view.runDirectory)}/undo.sh`;
  return [
    '',
    paint.bold('To take everything back'),
    '  gateway-setup rollback',
    ...(script === undefined ? [] : [`  or, without this program: ${script}`]),
  ];
}
