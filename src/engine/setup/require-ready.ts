import type { Stage } from '../../../steps/index.js';
import { ExitCode, UserError } from '../../errors.js';
import { planStage } from './plan-stage.js';
import { requireClearWay } from './preflight.js';
import type { Session } from './session.js';

/**
 * The same as before the questions, now with what the live looks have shown. @throws UserError that names everything in
 * the way, before anything is changed.
 */
export async function requireReady(session: Session, stages: readonly Stage[]): Promise<void> {
  const { host, operator } = session.options;
  const { answers, evidence } = await session.situation();
  const look = await session.look();
  requireClearWay(look, answers, host.name, evidence);
  if (operator.guide !== undefined) return;
  const planned = stages.flatMap(({ steps }) => planStage(steps, look, answers, evidence));
  const byHand = planned
    .flatMap(({ changes }) => changes)
    .find((change) => change.kind === 'configure-axigen' && change.by === 'operator');
  if (byHand === undefined) return;
  throw new UserError(`Nobody is there to do this by hand in AXIGEN\u2019s WebAdmin: ${byHand.summary}.`, {
    why: 'The guided way (axigen-driver = guided) shows each click and waits for it. Nothing was changed.',
    next: 'Run it in a terminal, without --yes; or leave out --axigen-driver guided.',
    exitCode: ExitCode.usage,
  });
}
