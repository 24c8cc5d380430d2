import { relaysForOutside } from '../../../steps/close-open-relay/from-outside.js';
import { ExitCode, UserError } from '../../errors.js';
import { type Finding, isSettled } from '../../model/finding.js';
import type { FinishedView, Operator } from '../operator.js';
import { earlierStanding } from '../run/earlier-standing.js';
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
): Promise<Partial<Pick<FinishedView, 'facts' | 'standing' | 'notAsBefore' | 'earlierRuns'>>> {
  try {
    const { signal } = new AbortController();
    const { facts } = await lookAt(host, answers, signal);
    const runs = await listRuns(host);
    const found = runs.find(({ id }) => id === run.id);
    const seen = { facts, earlierRuns: earlierStanding(runs, run.id).length };
    // What stands of a run whose evidence is gone, or does not tell it, nobody knows; nor how an undo ends that is at work.
    if (found === undefined || found.standsUnknown === true || found.atWork === 'taking-back') return seen;
    const { steps: standing, undoUnfinished } = found;
    return { ...seen, standing, ...(undoUnfinished !== undefined ? { notAsBefore: true } : {}) };
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}

/** Closes the journal and says how things stand. */
export async function finish(session: Session, { outcome, skipped, findings }: Walk): Promise<ExitCode> {
  const { host, operator } = session.options;
  const { run } = session;
  // What was not walked to its end can be gone on with.
  const unfinished = outcome === 'cancelled' || outcome === 'cut-short';
  if (run !== undefined && !unfinished) await close(run, outcome, operator);
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
  // Whoever skips its step does not close it.
  if (findings.some(relaysForOutside)) return ExitCode.failed;
  return exitCodeFor(findings.filter(({ step }) => !skipped.some(({ id }) => id === step)));
}

/** Of what was done. A firewall that keeps the operator's machine out takes nothing from what was seen on the server itself. */
function exitCodeFor(findings: readonly Finding[]): ExitCode {
  const outside = ({ vantage }: Finding) => vantage === 'outside';
  if (findings.some((one) => one.verdict === 'unknown' && !outside(one))) return ExitCode.couldNotLook;
  // Every other drift has made a stage fail.
  return findings.some((one) => one.verdict === 'drift' && outside(one)) ? ExitCode.findings : ExitCode.ok;
}
