import type { ConfigureAxigen, RunInstaller } from '../../model/change.js';
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

/** The vendor's installer, which may ask for the operator's terminal. */
export interface InstallerRun {
  readonly number: number;
  readonly recorded: RecordedChange & { readonly change: RunInstaller };
}

/** A part of a stage: what one script on the target does, or one change that is made from here. */
export type Segment =
  | { readonly kind: 'script'; readonly actions: readonly NumberedAction[] }
  | { readonly kind: 'live'; readonly live: LiveChange }
  | { readonly kind: 'installer'; readonly install: InstallerRun };

/**
 * The parts of a stage, in order. The first is always a script, if only one that prepares what comes and arms the
 * undo; without changes that are made from here it is the only one. Pure.
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
    const apart = madeFromHere(numbered);
    if (apart === undefined) script.push(numbered);
    else {
      endScript();
      segments.push(apart);
    }
  });
  endScript();
  return segments;
}

/** The operator makes it, whenever that may be done. @param handsOver the operator's terminal can be given to an installer */
export function isByHand(segment: Segment, handsOver: boolean): boolean {
  if (segment.kind === 'installer') return handsOver;
  return segment.kind === 'live' && segment.live.recorded.change.by === 'operator';
}

function madeFromHere({ number, action }: NumberedAction): Segment | undefined {
  if (action.kind !== 'change') return undefined;
  const { change } = action.recorded;
  if (change.kind === 'configure-axigen')
    return { kind: 'live', live: { number, recorded: { ...action.recorded, change } } };
  if (change.kind === 'run-installer')
    return { kind: 'installer', install: { number, recorded: { ...action.recorded, change } } };
  return undefined;
}
