import type { FailedView, VerifiedView } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';
import { changeSentence } from './changes.js';
import { findingLines, findingsLines } from './findings.js';
import type { Paint } from './paint.js';
import { wrap } from './wrap.js';

/** What was changed, and how it was verified. */
export function verifiedLines(view: VerifiedView, paint: Paint): string[] {
  const changes = view.stage.steps.flatMap(({ changes }) => changes);
  return [
    '',
    paint.bold('Changed'),
    ...(changes.length === 0
      ? ['  Nothing.']
      : changes.flatMap((change) =>
          wrap(escapeControl(changeSentence(change)), paint.width, '  * ', '    '),
        )),
    ...(view.outageMs === undefined
      ? []
      : [`  Port 25 gave no AXIGEN banner for ${seconds(view.outageMs)}.`]),
    paint.bold('Verified'),
    ...findingsLines(view.findings, paint),
    ...view.proof.map((line) => `    ${escapeControl(line)}`),
  ];
}

/** Milliseconds as seconds with one decimal; less than 0.1 s says so. */
export function seconds(ms: number): string {
  return ms < 100 ? 'less than 0.1 s' : `${(ms / 1000).toFixed(1)} s`;
}

/** What went wrong, without the details. */
export function failureLines(view: FailedView, paint: Paint): string[] {
  return [
    '',
    paint.red(paint.bold(`Failed: ${view.stage.steps.map(({ step }) => step.title).join('; ')}`)),
    ...wrap(escapeControl(view.problem), paint.width, '  '),
    ...view.findings.flatMap((finding) => findingLines(finding, paint)),
    ...(view.putBack ? ['  The server has already put this part back to what it was before.'] : []),
  ];
}

export function failureDetailLines(view: FailedView, paint: Paint): string[] {
  return [
    '',
    paint.bold('Details'),
    ...(view.details.length === 0
      ? ['  There are none.']
      : view.details.map((line) => `  ${escapeControl(line)}`)),
  ];
}
