import { LineLost } from '../../host/line-lost.js';
import type { Finding } from '../../model/finding.js';
import { publicPort } from '../../products/public-port.js';
import { servicesNow } from '../../products/services.js';
import type { ArmedUndo } from '../apply/apply-script.js';
import { applyStage } from '../apply/apply-stage.js';
import { eachOnce } from '../audit/wanted-probes.js';
import { firstChanged, type StageView } from '../operator.js';
import { measureOutage, type OutageMeter } from '../outage.js';
import type { Confirmation, PlannedChanges } from '../run/run.js';
import { hasLiveChange, liveMeans } from './live-means.js';
import type { Session } from './session.js';
import { failuresOf } from './stage-failures.js';

export type StageOutcome =
  | { readonly kind: 'verified'; readonly findings: readonly Finding[]; readonly outageMs?: number }
  | {
      readonly kind: 'failed';
      readonly problem: string;
      readonly findings: readonly Finding[];
      readonly putBack: boolean;
    };

/** Applies the changes of a stage and verifies them by looking again. */
export async function carryOut(session: Session, view: StageView): Promise<StageOutcome> {
  const meter = view.handover ? measureOutage(session.options.host, publicPort) : undefined;
  try {
    return await carriedOut(session, view, meter);
  } catch (error) {
    meter?.cancel();
    throw error;
  }
}

async function carriedOut(
  session: Session,
  view: StageView,
  meter: OutageMeter | undefined,
): Promise<StageOutcome> {
  const { host, operator } = session.options;
  const changed = view.steps.filter(({ changes }) => changes.length > 0);
  if (changed.length > 0) {
    const run = await session.begin();
    if (view.handover) await session.lookFromOutside();
    const recorded = await run.prepare(together(view), servicesNow(view.situation.facts));
    // What AXIGEN does itself can be cut off half-way when this wizard is.
    const guarded = view.handover || hasLiveChange(view);
    const result = await applyStage(host, {
      folder: run.folder,
      recorded,
      progress: () => operator.progress(view),
      live: liveMeans(session, run),
      ...(guarded ? { armed: armedUndo(session, view) } : {}),
      ...(meter === undefined ? {} : { onBegin: meter.begin }),
    }).catch((error: unknown) => {
      // What was begun goes on without us, and is taken back at its deadline.
      if (guarded && error instanceof LineLost) session.armed ??= view;
      throw error;
    });
    if (result.kind === 'failed') {
      meter?.cancel();
      // Its undo has called off what was armed, too.
      session.armed = undefined;
      const first = recorded[0];
      if (result.putBack && first !== undefined) run.takenBack(first.step.id);
      // What was begun is taken back, so nobody has to be asked how to go on.
      if (result.cancelled !== undefined && result.putBack) throw result.cancelled;
      const causes = changed.flatMap(({ step }) => step.likelyCauses ?? []);
      const problem = [result.reason, ...causes].join('\n');
      return { kind: 'failed', problem, findings: [], putBack: result.putBack };
    }
    if (guarded) session.armed ??= view;
    session.prove(result.wrote ?? []);
    session.changes += changed.flatMap(({ changes }) => changes).length;
    session.restarts += result.restarts;
  }
  const outcome = await verify(session, view);
  if (outcome.kind !== 'verified') {
    // A server that is not well is not kept waiting for a greeting that may never come.
    meter?.cancel();
    // This machine may have slept meanwhile: then what was looked at is what the server has made of it.
    return session.armed !== undefined && (await session.run?.hasFired()) === true
      ? tooLate(session, await session.disarm(), outcome.findings)
      : outcome;
  }
  const outageMs = await meter?.end();
  const confirmation = await session.disarm();
  if (confirmation === 'confirmed') return outageMs === undefined ? outcome : { ...outcome, outageMs };
  return tooLate(session, confirmation, outcome.findings);
}

function tooLate(
  { options }: Session,
  confirmation: Confirmation,
  findings: readonly Finding[],
): StageOutcome {
  const late = `The check was not done within ${options.answers.confirmTimeout} seconds, so the server has begun to put this back by itself`;
  const putBack = confirmation === 'taken-back';
  return {
    kind: 'failed',
    problem: putBack ? `${late}, and has done so.` : `${late}, but not everything could be taken back.`,
    findings,
    putBack,
  };
}

/** The steps of the handover proper make sense only together; what is brought forward can stand alone. */
function together({ steps, handover }: StageView): readonly PlannedChanges[] {
  const changed = steps.filter(({ changes }) => changes.length > 0);
  const first = changed.find(({ step }) => step.broughtForward === undefined)?.step.id;
  return changed.map(({ step, changes }) =>
    handover && first !== undefined && step.broughtForward === undefined
      ? { step, changes, together: first }
      : { step, changes },
  );
}

/** Tried again, the handover goes back to before its first try. */
function armedUndo({ armed, options }: Session, view: StageView): ArmedUndo {
  const step = firstChanged(armed ?? view);
  if (step === undefined) throw new RangeError('a stage without changes cannot be armed');
  return { step, seconds: options.answers.confirmTimeout };
}

/** Looks again, makes the live checks and judges; nothing is taken for granted. */
async function verify(session: Session, view: StageView): Promise<StageOutcome> {
  const changed = view.steps.some(({ changes }) => changes.length > 0);
  const { facts } = changed ? await session.lookAgain() : await session.look();
  const situation = { facts, answers: session.options.answers, evidence: session.evidence };
  await session.probe(eachOnce(view.steps.flatMap(({ step }) => step.probes?.(situation) ?? [])));
  const seen = await session.situation();
  const findings = session.addressed(view.steps.flatMap(({ step }) => step.assess(seen)));
  // What could not be seen of a handover is no reason to believe in it.
  const unproven = view.handover && changed;
  const bad = failuresOf(findings, { unproven, before: session.outsideBefore });
  if (bad.length > 0) {
    return {
      kind: 'failed',
      problem: bad.map(({ id, wanted, found }) => `${id}: wanted ${wanted}; found ${found}`).join('\n'),
      findings,
      putBack: false,
    };
  }
  return { kind: 'verified', findings };
}
