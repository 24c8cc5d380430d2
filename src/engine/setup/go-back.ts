import type { StageView } from '../operator.js';
import { putBack } from './put-back.js';
import type { Session } from './session.js';

export interface Passed {
  readonly skipped: ReadonlySet<number>;
  /** The stages that have changed something, by their index, as they were shown. */
  readonly changed: Map<number, StageView>;
}

/**
 * Where "back" leads: to the latest stage before `index` that was skipped, to be considered again; or that
 * was carried out, to be kept or taken back; or, when nothing has been done yet, to the answers. Returns the
 * index of the stage to go on with.
 */
export async function goBack(session: Session, index: number, { skipped, changed }: Passed): Promise<number> {
  const before = (one: number) => one < index;
  const latestSkipped =
    [...skipped]
      .filter(before)
      .sort((a, b) => a - b)
      .at(-1) ?? -1;
  const latestChanged =
    [...changed.keys()]
      .filter(before)
      .sort((a, b) => a - b)
      .at(-1) ?? -1;
  if (latestSkipped < 0 && latestChanged < 0) {
    await session.reopenAnswers();
    return index;
  }
  if (latestSkipped > latestChanged) return latestSkipped;
  const view = changed.get(latestChanged);
  if (view === undefined || (await session.options.operator.reconsider(view)) === 'keep') return index;
  await putBack(session, view);
  await session.lookAgain();
  changed.delete(latestChanged);
  return latestChanged;
}
