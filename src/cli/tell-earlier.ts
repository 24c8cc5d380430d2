import { stands } from '../engine/run/choose-run.js';
import { earlierStanding } from '../engine/run/earlier-standing.js';
import type { RunSummary } from '../engine/run/journal.js';
import { earlierLines, earlierUnseen } from '../report/human/earlier-runs.js';
import type { Paint } from '../report/human/paint.js';

/**
 * What is to be said of the runs before one that was taken back well. That nobody could look makes no good rollback a bad one.
 * @param id the run that was taken back, all of it or a part
 */
export async function tellEarlier(
  list: () => Promise<readonly RunSummary[]>,
  id: string,
  target: string,
  paint: Paint,
): Promise<readonly string[]> {
  let runs: readonly RunSummary[];
  try {
    runs = await list();
  } catch {
    return earlierUnseen(target, paint);
  }
  // Whoever keeps a part of the later one does not want those before it back.
  if (runs.some((one) => one.id === id && stands(one))) return [];
  return earlierLines(earlierStanding(runs, id), target, paint);
}
