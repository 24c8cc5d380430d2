import { stands } from './choose-run.js';
import type { RunSummary } from './journal.js';

/**
 * The runs, the oldest first, that a rollback of the run `id` leaves to others: taking back everything takes one for each. Pure.
 * @param runs the oldest first
 */
export function earlierStanding(runs: readonly RunSummary[], id: string): readonly RunSummary[] {
  const at = runs.findIndex((one) => one.id === id);
  return runs.slice(0, Math.max(at, 0)).filter(stands);
}
