import type { Host } from '../../host/host.js';
import type { StepId } from '../../model/step-id.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { GivenAnswers } from '../../questions/question.js';
import { toAnswers } from '../../questions/to-answers.js';
import type { Operator } from '../operator.js';
import type { RunSummary } from '../run/journal.js';
import { unconfirmed } from '../run/unconfirmed.js';
import { answerEntries } from '../setup/given-again.js';
import { chosenOf, lookAt } from '../setup/look.js';
import { requireClearWay, requirePossible } from '../setup/preflight.js';
import { quietRuns } from '../setup/quiet-runs.js';
import { Session } from '../setup/session.js';
import { settleAnswers } from '../setup/settle-answers.js';
import { requireSafeSkips } from '../setup/skips.js';
import type { Known } from '../setup.js';
import type { PlanDocument } from './document.js';
import { type DrawnStage, drawUp } from './draw-up.js';
import { filesRead } from './files-read.js';
import { planDocument } from './write-document.js';

export interface PlanOptions {
  readonly host: Host;
  readonly operator: Operator;
  readonly given: GivenAnswers;
  readonly skip: ReadonlySet<StepId>;
  readonly signal: AbortSignal;
  readonly version: string;
}

export interface Plan {
  readonly document: PlanDocument;
  readonly stages: readonly DrawnStage[];
  /** Runs whose handover nobody confirmed, where that is still to be known; no part of what is to be done. */
  readonly unconfirmed?: readonly RunSummary[];
}

/** What setup would do from here; reads only. @throws UserError when it could not be done, or an answer is missing. */
export async function makePlan(options: PlanOptions): Promise<Plan> {
  const { host, operator, given, signal } = options;
  const runs = await quietRuns(host, signal);
  const first = await operator.waiting('Looking at the server', () => lookAt(host, chosenOf(given), signal));
  const provisional = toAnswers(given, first.facts).answers;
  requirePossible(first, provisional, host.name);
  requireSafeSkips(options.skip, first, provisional);
  const { answers, secrets } = await settleAnswers(options, first.facts);
  const look = await lookAt(host, answers, signal);
  // Never begins a run: it makes the live looks that are needed to plan.
  const session = new Session({ ...options, answers, secrets, startedBy: 'plan' }, look);
  const { evidence } = await session.situation();
  requireClearWay(look, answers, host.name, evidence);
  return { ...(await planFrom({ look, answers, evidence }, options)), unconfirmed: unconfirmed(runs) };
}

/** The plan from what is known. Reads only. */
export async function planFrom(
  known: Known,
  options: Pick<PlanOptions, 'host' | 'skip' | 'signal' | 'version'>,
): Promise<Plan> {
  const { host, skip, signal, version } = options;
  const { look, answers, evidence } = known;
  const stages = drawUp(look, answers, evidence, skip);
  const head = {
    version,
    createdAt: new Date().toISOString(),
    target: { name: host.name, hostname: hostnameOf(look.facts) },
    answers: Object.fromEntries(
      answerEntries(answers).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
    ),
    skip: [...skip],
    files: await filesRead(host, look.facts, answers, signal),
  };
  return { document: planDocument(head, stages), stages };
}

/** Empty where the server does not tell its name. */
export function hostnameOf({ hostname }: HostFacts): string {
  return hostname.state === 'present' ? hostname.value : '';
}

/** Something would be changed, or will once it can be told. */
export function changesSomething({ stages }: Plan): boolean {
  return stages.some(({ steps }) =>
    steps.some((one) => one.changes.length > 0 || one.deferred !== undefined),
  );
}
