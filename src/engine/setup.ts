import { stages } from '../../steps/index.js';
import { Cancelled, type ExitCode, UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import { noEvidence } from '../model/probe.js';
import type { StepId } from '../model/step-id.js';
import type { GivenAnswers } from '../questions/question.js';
import { toAnswers } from '../questions/to-answers.js';
import type { Operator } from './operator.js';
import { listRuns } from './run/list-runs.js';
import { finish } from './setup/finish.js';
import { lookAt } from './setup/look.js';
import { requireClearWay, requirePossible } from './setup/preflight.js';
import { putBack } from './setup/put-back.js';
import { requireQuiet } from './setup/require-quiet.js';
import { Session } from './setup/session.js';
import { settleAnswers } from './setup/settle-answers.js';
import { requireSafeSkips } from './setup/skips.js';
import { walkStages } from './setup/walk-stages.js';

export interface SetupOptions {
  readonly host: Host;
  readonly operator: Operator;
  /** From flags, environment and answers file. */
  readonly given: GivenAnswers;
  readonly skip: ReadonlySet<StepId>;
  readonly signal: AbortSignal;
  readonly version: string;
  /** Who runs this, for the journal and the lock. */
  readonly startedBy: string;
}

/**
 * The whole setup: look, ask, then for each stage plan, show, apply, verify. @throws UserError before
 * anything is changed; Cancelled when the operator leaves before anything is changed.
 */
export async function setUp(options: SetupOptions): Promise<ExitCode> {
  const { host, operator, given, signal } = options;
  const runs = await listRuns(host, signal);
  requireQuiet(runs, host.name);
  const first = await operator.waiting('Looking at the server', () => lookAt(host, {}, signal));
  const provisional = toAnswers(given, first.facts).answers;
  requirePossible(first, provisional, host.name);
  requireSafeSkips(options.skip, first, provisional);
  const earlier = runs.filter(({ steps }) => steps.length > 0).at(-1);
  await operator.welcome({
    target: host.name,
    facts: first.facts,
    findings:
      stages[0]?.steps.flatMap((step) =>
        step.assess({ facts: first.facts, answers: provisional, evidence: noEvidence }),
      ) ?? [],
    ...(earlier === undefined || earlier.state === 'rolled-back'
      ? {}
      : { earlierRun: { id: earlier.id, state: earlier.state } }),
  });
  const { answers, secrets } = await settleAnswers(options, first.facts);
  const look = await lookAt(host, answers, signal);
  requireClearWay(look, answers, host.name);

  const session = new Session({ ...options, answers, secrets }, look);
  try {
    const walk = await walkStages(session, options.skip);
    return await finish(session, walk);
  } catch (error) {
    // What a person must know, such as a rollback that failed, is said even after a Ctrl-C.
    const cancelled = error instanceof Cancelled || (signal.aborted && !(error instanceof UserError));
    if (!cancelled) throw error;
    if (session.run === undefined) throw new Cancelled();
    // A handover that was not verified is not left behind.
    if (session.armed !== undefined) {
      operator.note('You stopped before the handover was verified, so it is taken back now.');
      await putBack(session, session.armed);
    }
    return await finish(session, { outcome: 'cancelled', skipped: [], findings: [] });
  } finally {
    await session.run?.end();
  }
}
