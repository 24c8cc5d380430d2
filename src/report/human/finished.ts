import { relaysForOutside } from '../../../steps/close-open-relay/from-outside.js';
import { stepNamed } from '../../../steps/index.js';
import type { FinishedView } from '../../engine/operator.js';
import { isSettled } from '../../model/finding.js';
import { type StepId, stepIds } from '../../model/step-id.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { wrap } from '../../text/wrap.js';
import { findingLines } from './findings.js';
import { mailPathNow } from './mail-path.js';
import type { Paint } from './paint.js';

/** How things stand at the end, and how to go on. */
export function finishedLines(view: FinishedView, paint: Paint): string[] {
  const open = view.findings.filter((finding) => !isSettled(finding));
  return [
    '',
    ...wrap(outcome(view, open.length > 0), paint.width, '', '  ').map(paint.bold),
    ...stateLines(view, paint),
    ...(open.length === 0
      ? []
      : ['', paint.bold('Still open'), ...open.flatMap((one) => findingLines(one, paint))]),
    ...(view.skipped.length === 0 ? [] : ['', paint.bold('Skipped')]),
    ...view.skipped.flatMap((step) => wrap(`${step.title}: ${step.skipMeans}`, paint.width, '  * ', '    ')),
    ...(isTakenBack(view) || isUntouched(view) ? [] : takeBackLines(view, paint)),
    ...(view.proof === undefined
      ? []
      : [
          '',
          paint.bold('The test message arrived with'),
          ...wrap(escapeControl(view.proof), paint.width, '  '),
        ]),
  ];
}

/** Nothing that was changed stands any more. */
function isTakenBack({ outcome, standing, notAsBefore }: FinishedView): boolean {
  return outcome === 'rolled-back' || (standing?.length === 0 && notAsBefore !== true);
}

/**
 * Nothing was changed. What was begun and failed, such as an installer that was cut off, is no change that was made and may
 * stand all the same; where nobody could look, it may too.
 */
function isUntouched({ changes, runDirectory, standing, notAsBefore }: FinishedView): boolean {
  return changes === 0 && (runDirectory === undefined || (standing?.length === 0 && notAsBefore !== true));
}

function outcome(view: FinishedView, open: boolean): string {
  const target = escapeControl(view.target);
  const made = `${count(view.changes, 'change')}, ${count(view.restarts, 'restart')}`;
  switch (view.outcome) {
    case 'done':
      return view.findings.some(relaysForOutside)
        ? `Done on ${target}: ${made}. But it is an open relay, as seen from outside: that must not stay so.`
        : `Done on ${target}: ${made}.`;
    case 'nothing-to-do':
      return open
        ? `Nothing was changed on ${target}, and not everything is as it should be. ${made}.`
        : `Nothing to do on ${target}: everything is as it should be. ${made}.`;
    case 'left':
      return `Left as it is on ${target}: ${made}. Not everything is as it should be.`;
    case 'rolled-back':
      return `Taken back on ${target}: it is as it was before.`;
    case 'cancelled':
    case 'cut-short': {
      const how = view.outcome === 'cancelled' ? 'Stopped' : 'Cut short';
      if (isUntouched(view)) return `${how} on ${target}: nothing was changed.`;
      return view.changes === 0
        ? `${how} on ${target}: what was begun was not done to its end.`
        : `${how} on ${target} after ${made}.`;
    }
  }
}

/** The way that mail takes now, and what of the changes stands; as far as the engine tells. */
function stateLines(view: FinishedView, paint: Paint): string[] {
  const { facts, standing } = view;
  return [
    ...(facts === undefined ? [] : mailPathNow(facts, paint)),
    ...(standing === undefined || isUntouched(view) ? [] : standingLines(view, standing, paint)),
  ];
}

function standingLines(
  { changes, notAsBefore }: FinishedView,
  standing: readonly StepId[],
  paint: Paint,
): string[] {
  const badly = 'was taken back, but that did not end well: not everything is as before.';
  if (notAsBefore === true && standing.length === 0) return wrap(`Every step ${badly}`, paint.width, '  ');
  if (standing.length === 0) return ['  All that was changed has been taken back.'];
  const inOrder = stepIds.filter((id) => standing.includes(id));
  const titles = inOrder.flatMap((id) => stepNamed(id).slice(0, 1)).map(({ title }) => title);
  const heading = changes === 0 ? '  Begun, and not taken back:' : '  In place now:';
  return [
    heading,
    ...titles.flatMap((title) => wrap(title, paint.width, '    * ', '      ')),
    ...(notAsBefore === true ? wrap(`Something more ${badly}`, paint.width, '  ') : []),
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function takeBackLines(view: FinishedView, paint: Paint): string[] {
  const goOn = ['', paint.bold('To go on'), `  ${onHost('gateway-setup --resume', view.target)}`];
  const runs = 1 + (view.earlierRuns ?? 0);
  return [
    // Of a run of which no step stands nothing can be gone on with.
    ...((view.outcome === 'cancelled' || view.outcome === 'cut-short') &&
    !(view.notAsBefore === true && view.standing?.length === 0)
      ? goOn
      : []),
    '',
    ...wrap(
      `To take everything back${runs === 1 ? '' : ` (${runs} runs, the latest first: once for each)`}`,
      paint.width,
    ).map(paint.bold),
    `  ${onHost('gateway-setup rollback', view.target)}`,
    ...(view.runDirectory === undefined
      ? []
      : [
          `  sh ${escapeControl(view.runDirectory)}/undo.sh`,
          `    (${runs === 1 ? '' : 'this run alone, '}on the server, without this program)`,
        ]),
  ];
}
