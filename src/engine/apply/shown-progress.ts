import type { ActionView, ProgressDisplay } from '../operator.js';
import { actionTitle } from './actions.js';
import { isByHand, type Segment } from './segments.js';

/** The displays of a stage: one for each run of parts that need nobody's help. While the operator works there is none. */
export class ShownProgress {
  readonly #open: () => ProgressDisplay;
  readonly #segments: readonly Segment[];
  readonly #total: number;
  #display: ProgressDisplay | undefined;

  constructor(open: () => ProgressDisplay, segments: readonly Segment[], total: number) {
    this.#open = open;
    this.#segments = segments;
    this.#total = total;
  }

  /** The display for the part with that index; undefined: the operator makes it. */
  async during(index: number): Promise<ProgressDisplay | undefined> {
    const segment = this.#segments[index];
    if (segment === undefined || isByHand(segment)) {
      await this.close();
      return undefined;
    }
    if (this.#display === undefined) {
      this.#display = this.#open();
      this.#display.plan(viewsUntilByHand(this.#segments.slice(index)), this.#total);
    }
    return this.#display;
  }

  async close(): Promise<void> {
    const display = this.#display;
    this.#display = undefined;
    await display?.close();
  }
}

function viewsUntilByHand(segments: readonly Segment[]): readonly ActionView[] {
  const end = segments.findIndex(isByHand);
  return segments
    .slice(0, end < 0 ? undefined : end)
    .flatMap((segment): readonly ActionView[] =>
      segment.kind === 'script'
        ? segment.actions.map(({ number, action }) => ({ number, title: actionTitle(action) }))
        : [{ number: segment.live.number, title: segment.live.recorded.change.summary }],
    );
}
