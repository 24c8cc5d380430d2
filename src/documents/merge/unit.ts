import type { Splice } from '../axigen-text/cut.js';

/**
 * Something that a run changed in a document, and what has become of it:
 * - `as-left`: as the run left it; can be put back
 * - `as-before`: as it was before the run already
 * - `changed`: somebody has changed it since
 */
export interface Unit {
  /** Where it stands, such as `[smtp] listen_port`. */
  readonly where: string;
  readonly state: 'as-left' | 'as-before' | 'changed';
  /** As they stand in the file; undefined: not there. */
  readonly before: string | undefined;
  readonly left: string | undefined;
  readonly now: string | undefined;
  /** What makes it as it was before; none where nothing is to be done. */
  readonly putBack: readonly Splice[];
}
