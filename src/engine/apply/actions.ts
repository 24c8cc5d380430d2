import type { ConfigureAxigen, EditFile } from '../../model/change.js';
import type { Service } from '../../model/service.js';
import type { RecordedChange } from '../run/record.js';

/** One thing done on the target, in order. Stopping and starting around an edit is the engine's doing, not a step's. */
export type Action =
  | { readonly kind: 'stop'; readonly service: Service }
  | { readonly kind: 'start'; readonly service: Service; readonly readyPort?: number }
  | { readonly kind: 'change'; readonly recorded: RecordedChange };

/**
 * The actions that carry the changes out. Neighbouring edits that want the same service stopped share one
 * stop and one start, so that it is down once, and briefly. Pure.
 */
export function planActions(changes: readonly RecordedChange[]): readonly Action[] {
  const actions: Action[] = [];
  let stopped: { service: Service; readyPort?: number } | undefined;
  const start = () => {
    if (stopped !== undefined) actions.push({ kind: 'start', ...stopped });
    stopped = undefined;
  };
  for (const recorded of changes) {
    const wanted = stopsFor(recorded);
    if (stopped !== undefined && wanted?.id !== stopped.service.id) start();
    if (wanted !== undefined && stopped === undefined) {
      stopped = { service: wanted };
      actions.push({ kind: 'stop', service: wanted });
    }
    actions.push({ kind: 'change', recorded });
    const { change } = recorded;
    if (stopped !== undefined && change.kind === 'edit-file' && change.readyPort !== undefined) {
      stopped = { ...stopped, readyPort: change.readyPort };
    }
  }
  start();
  return actions;
}

function stopsFor({ change }: RecordedChange): Service | undefined {
  return change.kind === 'edit-file' && change.whileStopped ? change.readers[0] : undefined;
}

export function actionTitle(action: Action): string {
  switch (action.kind) {
    case 'stop':
      return `Stop ${action.service.title} (${action.service.script} stop)`;
    case 'start':
      return `Start ${action.service.title} (${action.service.script} start)`;
    case 'change':
      return action.recorded.change.summary;
  }
}

/** A service that ran is down for a moment. */
export function isRestart(action: Action): boolean {
  if (action.kind !== 'change') return action.kind === 'start';
  const { change } = action.recorded;
  return change.kind === 'service' && change.verb === 'restart';
}

/** A change of a file's contents, with the change of the same file before it in the stage: that one tells how the file then is. */
export interface Chained<C> {
  readonly number: number;
  readonly change: C;
  readonly previous: number | undefined;
}

/** The changes of files' contents, whoever writes them, each with the one before it. */
export function chainEdits(
  changes: readonly RecordedChange[],
): readonly Chained<EditFile | ConfigureAxigen>[] {
  const last = new Map<string, number>();
  return changes.flatMap(({ number, change }) => {
    if (change.kind !== 'edit-file' && change.kind !== 'configure-axigen') return [];
    const previous = last.get(change.path);
    last.set(change.path, number);
    return [{ number, change, previous }];
  });
}
