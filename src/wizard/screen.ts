import type { ProgressDisplay, StageView } from '../engine/operator.js';
import type { Paint } from '../report/human/paint.js';

/** Where a wizard shows things. Text is only ever appended; what moves (progress, waits) is one thing at a time. */
export interface Screen {
  readonly paint: Paint;
  print(lines: readonly string[]): void;
  progress(stage: StageView): ProgressDisplay;
  waiting<T>(text: string, work: () => Promise<T>): Promise<T>;
}
