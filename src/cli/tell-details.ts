import type { Host } from '../host/host.js';
import type { Io } from '../io.js';
import { detailLines } from '../report/human/details.js';
import { paintWith } from '../report/human/paint.js';

export interface Telling {
  readonly verbose?: boolean | undefined;
  /** Standard output is for a program, or for a report alone. */
  readonly beside?: boolean;
}

/** At the end, with --verbose: how the server was reached. */
export function tellDetails(
  { details }: Pick<Host, 'details'>,
  { verbose, beside }: Telling,
  { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>,
): void {
  if (verbose !== true) return;
  const stream = beside === true ? stderr : stdout;
  const paint = paintWith({ colour: false, unicode: false, columns: stream.columns || 80 });
  stream.write(
    detailLines(details?.() ?? [], paint)
      .map((line) => `${line}\n`)
      .join(''),
  );
}
