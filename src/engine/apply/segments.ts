import type { ConfigureAxigen } from '../../model/change.js';
import type { RecordedChange } from '../run/record.js';
import type { Action } from './actions.js';

/** Actions count from 1 through the whole stage, whatever parts it is carried out in. */
export interface NumberedAction {
  readonly number: number;
  readonly action: Action;
}

/** A change that AXIGEN makes itself while it runs. */
export interface LiveChange {
  readonly number: number;
  readonly recorded: RecordedChange & { readonly change: ConfigureAxigen };
}

/** A part of a stage: what one script on the target does, or one change that is made from here. */
export type Segment =
  | { readonly kind: 'script'; readonly actions: readonly NumberedAction[] }
  | { readonly kind: 'live'; readonly live: LiveChange };

/**
 * The parts of a stage, in order. The first is always a script, if only one that prepares what comes and arms the
 * undo; without live changes it is the only one. Pure.
 */
export function planSegments(actions: readonly Action[]): readonly Segment[] {
  const segments: Segment[] = [];
  let script: NumberedAction[] = [];
  const endScript = () => {
    if (script.length > 0 || segments.length === 0) segments.push({ kind: 'script', actions: script });
    script = [];
  };
  actions.forEach((action, index) => {
    const numbered = { number: index + 1, action };
    const live = liveChange(numbered);
    if (live === undefined) script.push(numbered);
    else {
      endScript();
      segments.push({ kind: 'live', live });
    }
  });
  endScript();
  return segments;
}

/** The operator makes it, whenever that may be done. */
export function isByHand(segment: Segment): boolean {
  return segment.kind === 'live' && segment.live.recorded.change.by === 'operator';
}

function liveChange({ number, action }: NumberedAction): LiveChange | undefined {
  if (action.kind !== 'change') return undefined;
  const { change } = action.recorded;
  return change.kind === 'configure-axigen'
    ? { number, recorded: { ...action.recorded, change } }
    : undefined;
}
