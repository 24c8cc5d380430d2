import type { SetupRun } from '../../e2e/support/server-lab.js';
import type { Told } from '../row.js';

/** What only a server shows: the built program in a lab, which must be as it was before. */
export interface ServerRow extends Told {
  readonly what: string;
  /** Shell: makes the server so, and puts it right again. */
  readonly make?: string;
  readonly mend?: string;
  /** Setup with the lab's answers and these flags. */
  readonly how?: SetupRun;
  /** Instead of it. */
  readonly words?: readonly string[];
}

export const flags = (...list: readonly string[]): SetupRun => ({ flags: list });

/** Of most refusals in the middle of a look. */
export const nothingChanged = 'Nothing was changed';
