import { relaysForOutside } from '../../../steps/close-open-relay/from-outside.js';
import { leavesRelayOpen } from '../../../steps/close-open-relay.js';
import type { Stage } from '../../../steps/index.js';
import { Cancelled, UserError } from '../../errors.js';
import { LineLost } from '../../host/line-lost.js';
import { sh } from '../../host/shell.js';
import type { Finding } from '../../model/finding.js';
import type { Step } from '../../model/step.js';
import type { StepId } from '../../model/step-id.js';
import { onHost } from '../../text/on-host.js';
import {
  type FailureChoice,
  type FinishedView,
  type StageDecision,
  type StageView,
  settingsOf,
} from '../operator.js';
import { LockLost } from '../run/lock-lost.js';
import { carryOut } from './carry-out.js';
import { firedWords } from './fired-words.js';
import { goBack } from './go-back.js';
import { inTheWay } from './in-the-way.js';
import { planStage } from './plan-stage.js';
import { putBack } from './put-back.js';
import { rearm } from './rearm.js';
import { requireReady } from './require-ready.js';
import type { Session } from './session.js';
import { isSkipped, stepsToDo } from './skips.js';
import { becameWorse, type OutsideBefore } from './stage-failures.js';

export interface Walk {
  readonly outcome: Exclude<FinishedView['outcome'], 'nothing-to-do'>;
  readonly skipped: readonly Step[];
  /** The latest findings of every step that was looked at. */
  readonly findings: readonly Finding[];
}

/** Goes through the stages in order; an attended operator may skip, go back and stop. */
export async function walkStages(
  session: Session,
  skip: ReadonlySet<StepId>,
  stages: readonly Stage[],
): Promise<Walk> {
  const { operator, signal } = session.options;
  const skipped = new Set<number>();
  const changed = new Map<number, StageView>();
  const findings = new Map<StepId, readonly Finding[]>();
  const walk = (outcome: Walk['outcome']): Walk => ({
    outcome,
    skipped: [...skipped].flatMap((index) => [...(stages[index]?.steps ?? [])]),
    findings: [...findings.values()].flat(),
  });
  const remember = (list: readonly Finding[]) => {
    for (const { step } of list)
      findings.set(
        step,
        list.filter((one) => one.step === step),
      );
  };

  await requireReady(session, stages);
  for (let index = 0; index < stages.length; index += 1) {
    signal.throwIfAborted();
    const stage = stages[index];
    if (stage === undefined) continue;
    const missing = missingFor(stage, findings);
    if (isSkipped(stage, skip) || missing !== undefined) {
      operator.note(
        `Skipped: ${titles(stage)}${missing === undefined ? '' : ` (${missing} has not been done)`}`,
      );
      skipped.add(index);
      remember(await assessOnly(session, stage));
      continue;
    }
    const place = { number: index + 1, total: stages.length };
    const view = await viewOf(session, stage, place, skip);
    const wish = await considered(session, view);
    if (wish === 'quit') throw new Cancelled();
    if (wish === 'settings') {
      await session.changeSettings(settingsOf(view));
      index -= 1;
      continue;
    }
    if (wish === 'back') {
      index = (await goBack(session, index, { skipped, changed })) - 1;
      continue;
    }
    skipped.delete(index);
    if (wish === 'skip') {
      skipped.add(index);
      remember(view.steps.flatMap((one) => one.findings));
      continue;
    }
    const result = await attempt(session, view, async () => {
      await session.lookAgain();
      return viewOf(session, stage, place, skip);
    });
    remember(result.findings);
    if (view.steps.some(({ changes }) => changes.length > 0)) changed.set(index, view);
    if (result.outcome !== 'verified') return walk(result.outcome);
  }
  return walk('done');
}

/** Nothing to change, to send and, for a person, to set is not asked about. */
async function considered(session: Session, view: StageView): Promise<StageDecision> {
  const { operator } = session.options;
  const sends = view.steps.some(({ step }) =>
    step.probes?.(view.situation).some(({ kind }) => kind === 'test-mail' || kind === 'eicar'),
  );
  // What the handover brings forward has its settings at its own place.
  const adjustable = operator.attended && !view.handover && settingsOf(view).length > 0;
  if (view.steps.some(({ changes }) => changes.length > 0) || sends || adjustable)
    return operator.consider(view);
  return 'apply';
}

interface Attempt {
  readonly outcome: 'verified' | 'left' | 'rolled-back';
  readonly findings: readonly Finding[];
}

async function attempt(
  session: Session,
  first: StageView,
  again: () => Promise<StageView>,
): Promise<Attempt> {
  const { operator, answers } = session.options;
  let view = first;
  for (;;) {
    const result = await tried(session, view);
    const proof = session.takeProof();
    if (result.kind === 'verified') {
      const quiet = view.steps.every(({ changes }) => changes.length === 0) && proof.length === 0;
      const settled = {
        ...view,
        steps: view.steps.map((one) => ({
          ...one,
          findings: result.findings.filter(({ step }) => step === one.step.id),
        })),
      };
      if (quiet) await operator.nothingToDo(settled);
      else {
        const { outageMs } = result;
        await operator.verified({
          stage: view,
          findings: result.findings,
          proof,
          ...(outageMs === undefined ? {} : { outageMs }),
        });
      }
      return { outcome: 'verified', findings: result.findings };
    }
    const problem = onHost(result.problem, session.options.host.name);
    const failed = {
      stage: view,
      problem: session.armed === undefined ? problem : `${problem}\n${deadline(session)}`,
      findings: result.findings,
      details: [...proof, ...(await lastWords(session))],
      putBack: result.putBack,
    };
    const asked: FailureChoice = await operator.failed(failed);
    const choice: FailureChoice = operator.attended
      ? asked
      : answers.onFailure === 'rollback'
        ? 'rollback-all'
        : 'leave';
    if (choice === 'retry') {
      await rearm(session);
      view = await again();
      continue;
    }
    if (mustNotStand(view, result.findings, session.outsideBefore) && session.armed !== undefined) {
      operator.note(
        'The server would relay for strangers as it is now. That is not left behind: the handover is taken back.',
      );
      await putBack(session, choice === 'rollback-all' ? undefined : session.armed);
      return { outcome: choice === 'rollback-all' ? 'rolled-back' : 'left', findings: result.findings };
    }
    const confirmation = await session.disarm();
    if (confirmation !== 'confirmed') operator.note(firedWords(confirmation));
    if (choice === 'leave') return { outcome: 'left', findings: result.findings };
    await putBack(session, choice === 'rollback-step' ? view : undefined);
    return { outcome: choice === 'rollback-all' ? 'rolled-back' : 'left', findings: result.findings };
  }
}

/** A hole that the handover would open to the whole world. */
function mustNotStand({ steps }: StageView, findings: readonly Finding[], before: OutsideBefore): boolean {
  const opened = (one: Finding) =>
    leavesRelayOpen(one) || (relaysForOutside(one) && becameWorse(one, before));
  return steps.some(
    ({ step }) =>
      step.neverWithoutBeforeHandover === true && findings.some((one) => one.step === step.id && opened(one)),
  );
}

/** What the services and the package manager said last: mostly the reason. */
async function lastWords({ options: { host }, run }: Session): Promise<readonly string[]> {
  if (run === undefined) return [];
  const { stdout } = await host.run(
    sh`tail -n 15 ${`${run.folder}/transcript.log`} 2>/dev/null | cut -c 1-2000`,
  );
  const lines = stdout.toString('utf8').trimEnd();
  return lines === '' ? [] : [`# the end of ${run.folder}/transcript.log`, ...lines.split('\n')];
}

function deadline({ options: { answers } }: Session): string {
  return `Unless you choose, the server puts this part back by itself ${answers.confirmTimeout} seconds after it was done.`;
}

/** What goes wrong on the way, such as a full disk, is a failure of the stage like any other. */
async function tried(session: Session, view: StageView): ReturnType<typeof carryOut> {
  const objection = session.options.objection?.(view);
  if (objection !== undefined) return { kind: 'failed', problem: objection, findings: [], putBack: false };
  const blocked = inTheWay(view);
  if (blocked !== undefined) {
    const findings = view.steps.flatMap((one) => one.findings);
    return { kind: 'failed', problem: blocked, findings, putBack: false };
  }
  try {
    return await carryOut(session, view);
  } catch (error) {
    // Without its lock, which goes with its line, nothing may be done any more: it ends here.
    const lost = error instanceof LineLost || error instanceof LockLost;
    if (!(error instanceof UserError) || lost || session.run === undefined) throw error;
    const problem = [error.message, error.next].filter(Boolean).join('\n');
    return { kind: 'failed', problem, findings: [], putBack: false };
  }
}

async function viewOf(
  session: Session,
  stage: Stage,
  place: Pick<StageView, 'number' | 'total'>,
  skip: ReadonlySet<StepId>,
): Promise<StageView> {
  const situation = await session.situation();
  const { answers, evidence } = situation;
  const planned = planStage(stepsToDo(stage, skip), await session.look(), answers, evidence);
  return {
    steps: planned.map((one) => ({ ...one, findings: session.addressed(one.findings) })),
    handover: stage.handover,
    ...place,
    situation,
  };
}

async function assessOnly(session: Session, stage: Stage): Promise<readonly Finding[]> {
  const { answers, evidence } = await session.situation();
  const planned = planStage(stage.steps, await session.look(), answers, evidence);
  return session.addressed(planned.flatMap((one) => one.findings));
}

/** The title of a step that this stage rests on and that has not been done; undefined: go on. */
function missingFor(stage: Stage, findings: ReadonlyMap<StepId, readonly Finding[]>): string | undefined {
  const missing = stage.restsOn.find((step) =>
    findings.get(step.id)?.some((one) => one.verdict === 'drift' || one.blocks !== undefined),
  );
  return missing?.title;
}

function titles({ steps }: Stage): string {
  return steps.map(({ title }) => title).join(', ');
}
