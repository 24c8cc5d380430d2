import type { Io } from '../io.js';
import { type Paint, paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import type { Appearance } from '../wizard/form.js';
import type { AttendedForm } from '../wizard/operator-for.js';
import { toAscii } from '../wizard/to-ascii.js';
import type { ReportOptions } from './audit-command.js';
import { deliver } from './deliver.js';
import { formBeside, formFor } from './where/meet.js';
import { writeOutput } from './write-output.js';

/** Whether a person reads along: never among JSON or XML, or in a file. */
export function isForPeople({ format, output }: Pick<ReportOptions, 'format' | 'output'>): boolean {
  return format === 'human' && output === undefined;
}

/** Nobody is asked before it is known that a line has to be made: on this machine nothing is asked at all. */
export async function askingForm(
  io: Io,
  look: Appearance,
  options: ReportOptions,
  signal: AbortSignal,
): Promise<AttendedForm | undefined> {
  if (isForPeople(options)) return formFor(io, look, signal);
  return formBeside(io, { yes: false, plain: options.plain === true, color: options.color }, signal);
}

/** How a report for a person looks; in a file it has no colours. */
export function reportPaint(look: Appearance, { output }: Pick<ReportOptions, 'output'>): Paint {
  return paintWith({ ...look, colour: look.colour && output === undefined });
}

/** A report in a file leaves standard output alone; where it lies is said beside it. */
export async function handOut(
  text: string,
  { format, output }: Pick<ReportOptions, 'format' | 'output'>,
  look: Appearance,
  io: Io,
): Promise<void> {
  const shown = format === 'human' && !look.unicode ? toAscii(text) : text;
  if (output === undefined) return deliver(io.stdout, shown);
  await writeOutput(output, io.cwd, shown, 0o644);
  io.stderr.write(`The report is in ${escapeControl(output)}.\n`);
}
