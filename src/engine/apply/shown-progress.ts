import type { ActionView, ProgressDisplay } from '../operator.js';
import { actionTitle } from './actions.js';
import { isByHand, type Segment } from './segments.js';

/** The displays of a stage: one for each run of parts that need nobody's help. While the operator works there is none. */
export class ShownProgress {
  readonly #open: () => ProgressDisplay;
  readonly #segments: readonly Segment[];
  readonly #total: number;
  readonly #byHand: (segment: Segment) => boolean;
  #display: ProgressDisplay | undefined;

  /** @param handsOver the operator's terminal can be given to an installer; nothing may be drawn there meanwhile */
  constructor(
    open: () => ProgressDisplay,
    segments: readonly Segment[],
    { total, handsOver }: { readonly total: number; readonly handsOver: boolean },
  ) {
    this.#byHand = (segment) => isByHand(segment, handsOver);
    this.#open = open;
    this.#segments = segments;
    this.#total = total;
  }

  /** The display for the part with that index; undefined: the operator makes it. */
  async during(index: number): Promise<ProgressDisplay | undefined> {
    const segment = this.#segments[index];
    if (segment === undefined || this.#byHand(segment)) {
      await this.close();
      return undefined;
    }
    if (this.#display === undefined) {
      this.#display = this.#open();
      this.#display.plan(this.#viewsFrom(index), this.#total);
    }
    return this.#display;
  }

  async close(): Promise<void> {
    const display = this.#display;
    this.#display = undefined;
    await display?.close();
  }

  #viewsFrom(index: number): readonly ActionView[] {
    const segments = this.#segments.slice(index);
    const end = segments.findIndex(this.#byHand);
    return segments.slice(0, end < 0 ? undefined : end).flatMap(viewsOf);
  }
}

function viewsOf(segment: Segment): readonly ActionView[] {
  switch (segment.kind) {
    case 'script':
      return segment.actions.map(({ number, action }) => ({ number, title: actionTitle(action) }));
    case 'live':
      return [{ number: segment.live.number, title: segment.live.recorded.change.summary }];
    case 'installer':
      return [{ number: segment.install.number, title: segment.install.recorded.change.summary }];
  }
}
