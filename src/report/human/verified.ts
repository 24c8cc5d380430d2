import type { FailedView, VerifiedView } from '../../engine/operator.js';
import { shownLines } from '../../text/shown-lines.js';
import { wrap } from '../../text/wrap.js';
import { findingLines, findingsLines } from './findings.js';
import type { Paint } from './paint.js';
import { changedLines } from './stage.js';

/** What was changed, and how it was verified. */
export function verifiedLines(view: VerifiedView, paint: Paint): string[] {
  return [
    '',
    paint.bold('Changed'),
    ...changedLines(view.stage, paint),
    ...(view.outageMs === undefined
      ? []
      : [`  Port 25 gave no AXIGEN banner for ${seconds(view.outageMs)}.`]),
    paint.bold('Verified'),
    ...findingsLines(view.findings, paint),
    ...view.proof.flatMap(shownLines).map((line) => `    ${line}`),
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
    ...wrap(
      `Failed: ${view.stage.steps.map(({ step }) => step.title).join('; ')}`,
      paint.width,
      '',
      '  ',
    ).map((line) => paint.red(paint.bold(line))),
    ...shownLines(view.problem).flatMap((line) => wrap(line, paint.width, '  ', '    ')),
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
      : view.details.flatMap(shownLines).map((line) => `  ${line}`)),
  ];
}
