import type { Host } from '../../host/host.js';
import { workedOnBy } from '../run/holder.js';
import type { RunSummary } from '../run/journal.js';
import { readState } from '../run/list-runs.js';
import { begunBy, requireQuiet } from './require-quiet.js';

/**
 * The runs on a target that is to be set up, the oldest first. @throws UserError when they cannot be read, when something is at
 * work there, or when somebody else is, who may just be asked a question: all of what is asked here would be for nothing.
 */
export async function quietRuns(host: Host, signal: AbortSignal): Promise<readonly RunSummary[]> {
  const { runs, holder } = await readState(host, signal);
  const summaries = runs.map(({ summary }) => summary);
  requireQuiet(summaries, host.name, { by: begunBy(runs), held: holder !== undefined });
  if (holder !== undefined) throw workedOnBy(host.name, holder);
  return summaries;
}
