import type { RollbackDependencies } from '../../src/cli/rollback.js';
import type {
  Decision,
  Edited,
  RollbackPlan,
  RollbackResult,
  RunSummary,
} from '../../src/engine/rollback.js';
import { untouchedHost } from '../support/untouched-host.js';

export const run: RunSummary = {
  id: '20060704-nod32',
  state: 'finished',
  startedAt: '2006-07-04T10:00:00.000Z',
  steps: ['place-license', 'configure-scanner'],
  sequence: 1,
};

export const plan: RollbackPlan = {
  run,
  steps: ['configure-scanner', 'place-license'],
  lines: ['configure-scanner: restore nod32.cfg', 'place-license: remove nod32.lic\u001b[2J'],
  changes: [],
  before: { processes: [], ports: [] },
};

export const good: RollbackResult = {
  ok: true,
  lines: ['restored nod32.cfg', 'Taken back.'],
  checks: [{ what: 'nod32.cfg', ok: true }],
};

/** What rollback works with: an engine that tells what it was asked, and takes back as it is told to. */
export function doubles(
  result: RollbackResult = good,
  planned: RollbackPlan = plan,
  since: readonly Edited[] = [],
  /** The runs that are seen after it was taken back. */
  left: () => Promise<readonly RunSummary[]> = async () => [{ ...run, state: 'rolled-back', steps: [] }],
) {
  const decided: (readonly Decision[])[] = [];
  const asked: unknown[] = [];
  let undone = 0;
  let closed = 0;
  const host = untouchedHost({
    name: 'this server',
    close: async () => {
      closed += 1;
    },
  });
  const dependencies: RollbackDependencies = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: () => {},
      aside: (work) => work(),
      dispose: () => {},
    },
    open: async () => host,
    engine: async () => ({
      listRuns: async () =>
        undone > 0 ? left() : [run, { ...run, id: '2', state: 'unfinished', steps: ['place-license'] }],
      planRollback: async (_host, wanted) => {
        asked.push(wanted);
        return planned;
      },
      editsSince: async () => since,
      rollBack: async (_host, _plan, { onLine, decisions }) => {
        decided.push(decisions ?? []);
        undone += 1;
        for (const line of result.lines) onLine?.(line);
        return result;
      },
    }),
  };
  return { dependencies, asked, decided, undone: () => undone, closed: () => closed };
}
