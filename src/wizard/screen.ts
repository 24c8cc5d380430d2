import type { ProgressDisplay, StageView } from '../engine/operator.js';
import type { Paint } from '../report/human/paint.js';
import type { SideBySide, SideBySideView } from './side-by-side.js';

/** Where a wizard shows things. Text is only ever appended; what moves (progress, waits) is one thing at a time. */
export interface Screen {
  readonly paint: Paint;
  print(lines: readonly string[]): void;
  progress(stage: StageView): ProgressDisplay;
  waiting<T>(text: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T>;
}

/** One that can show work on several servers at the same time, too. */
export interface FleetScreen extends Screen {
  sideBySide(view: SideBySideView): SideBySide;
}
