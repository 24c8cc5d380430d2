import { ExitCode, UserError } from '../../errors.js';
import { isSettled } from '../../model/finding.js';
import type { FinishedView, Operator } from '../operator.js';
import { listRuns } from '../run/list-runs.js';
import type { Run } from '../run/run.js';
import { lookAt } from './look.js';
import type { Session } from './session.js';
import type { Walk } from './walk-stages.js';

/** A full disk keeps the last line out of the journal; how things stand has to be said all the same. */
async function close(run: Run, outcome: Walk['outcome'], operator: Operator): Promise<void> {
  try {
    await run.journal({ event: 'finished', outcome });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    operator.note(error.message);
  }
}

/** Looked at afresh, also after a Ctrl-C: the last screen must be true. */
async function howItStands(
  { options: { host, answers } }: Session,
  run: Run,
): Promise<Partial<Pick<FinishedView, 'facts' | 'standing'>>> {
  try {
    const { signal } = new AbortController();
    const { facts } = await lookAt(host, answers, signal);
    const standing = (await listRuns(host)).find(({ id }) => id === run.id)?.steps ?? [];
    return { facts, standing };
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}

/** Closes the journal and says how things stand. */
export async function finish(session: Session, { outcome, skipped, findings }: Walk): Promise<ExitCode> {
  const { host, operator } = session.options;
  const { run } = session;
  if (run !== undefined && outcome !== 'cancelled') await close(run, outcome, operator);
  const open = findings.filter((one) => !isSettled(one));
  const proof = findings.find(({ id, verdict }) => id === 'TEST-MAIL-HEADER' && verdict === 'ok');
  // Nothing was changed because nothing had to be: not because it was skipped or could not be seen.
  const nothing = outcome === 'done' && session.changes === 0 && open.length === 0;
  await operator.finished({
    target: host.name,
    outcome: nothing ? 'nothing-to-do' : outcome,
    ...(run === undefined ? {} : { runDirectory: run.folder }),
    ...(run === undefined ? {} : await howItStands(session, run)),
    skipped,
    // What failed before everything was taken back is no longer so.
    findings: outcome === 'rolled-back' ? [] : open,
    changes: session.changes,
    restarts: session.restarts,
    ...(proof === undefined || outcome !== 'done' ? {} : { proof: proof.found }),
  });
  if (outcome === 'cancelled') return ExitCode.cancelled;
  if (outcome !== 'done') return ExitCode.failed;
  const unproven = findings.some(
    ({ verdict, step }) => verdict === 'unknown' && !skipped.some(({ id }) => id === step),
  );
  return unproven ? ExitCode.couldNotLook : ExitCode.ok;
}
