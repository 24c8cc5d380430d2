import type { StageView, VerifiedView } from '../engine/operator.js';
import type { Paint } from '../report/human/paint.js';
import { stageHeading } from '../report/human/stage.js';
import { verifiedLines } from '../report/human/verified.js';

/** Sees to it that every part has its heading, also one that changes nothing and is not shown before. */
export class StageHeadings {
  #shown: number | undefined;

  /** The heading of this stage is on the screen. */
  shown({ number }: StageView): void {
    this.#shown = number;
  }

  /** The heading, unless the last one shown is this stage's. */
  missing(stage: StageView, paint: Paint): string[] {
    if (this.#shown === stage.number) return [];
    this.shown(stage);
    return stageHeading(stage, paint);
  }

  verified(view: VerifiedView, paint: Paint): string[] {
    return [...this.missing(view.stage, paint), ...verifiedLines(view, paint)];
  }
}
