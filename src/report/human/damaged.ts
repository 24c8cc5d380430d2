import type { RunSummary } from '../../engine/run/journal.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { labelled } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** What is wrong with the evidence of a run, and what is to be done; nothing when all is well. */
export function damageLines(
  { damage }: Pick<RunSummary, 'damage'>,
  target: string,
  paint: Paint,
  indent: string,
): string[] {
  if (damage === undefined) return [];
  const what = damage.what.map((one) => escapeControl(one, 300)).join('; ');
  return [
    ...labelled('damaged', what, paint.width, indent).map(paint.red),
    ...labelled('next', onHost(escapeControl(damage.next, 1000), target), paint.width, indent),
  ];
}

/** The same of several, each with its name. */
export function damagedRunLines(runs: readonly RunSummary[], target: string, paint: Paint): string[] {
  return runs.flatMap((run) => [
    `  * The evidence of the run ${escapeControl(run.id)}:`,
    ...damageLines(run, target, paint, '    '),
  ]);
}
