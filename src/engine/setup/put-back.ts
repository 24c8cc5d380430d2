import { UserError } from '../../errors.js';
import type { StageView } from '../operator.js';
import { NotAsBefore, NothingStands, planRollback, rollBackLocked } from '../rollback.js';
import type { Session } from './session.js';

/** Takes back the stage, or the whole run, and shows what was seen afterwards. @throws UserError when it is not true. */
export async function putBack(session: Session, view: StageView | undefined): Promise<void> {
  const { host, operator } = session.options;
  const { run } = session;
  if (run === undefined) return;
  const recorded = run.record.steps.map(({ step }) => step.id);
  const to = view?.steps.find(({ step }) => recorded.includes(step.id))?.step.id;
  if (view !== undefined && to === undefined) {
    await session.disarm();
    return;
  }
  const first = to ?? recorded[0];
  const planned = () =>
    planRollback(host, { run: run.id, ...(to === undefined ? {} : { to }) }).catch((error: unknown) => {
      // The server has put everything back by itself already. That it could not be looked at is another matter.
      if (error instanceof NothingStands) return undefined;
      // It has done so, and not well; or is about to.
      if (error instanceof NotAsBefore) return error;
      throw error;
    });
  // Where it cannot even be looked at, what is armed is not called off: then the server puts itself back at its deadline.
  if (session.armed !== undefined) await planned();
  await session.disarm();
  const plan = await planned();
  if (plan === undefined) {
    if (first !== undefined) run.takenBack(first);
    return;
  }
  if (plan instanceof NotAsBefore) {
    throw new UserError('Not everything could be taken back.', {
      why: `${plan.message} ${run.folder}/transcript.log tells how. No evidence was deleted.`,
      next: `Look at it, put right what is named there. ${plan.next}`,
    });
  }
  const result = await rollBackLocked(host, plan, (line) => operator.note(line));
  for (const { what, ok, detail } of result.checks)
    operator.note(`${ok ? 'checked' : 'NOT SO'}: ${what}${detail === undefined ? '' : ` (${detail})`}`);
  if (result.ok) {
    // Steps that make sense only together went together: it may be further back than what was asked.
    const earliest = plan.steps.at(-1) ?? first;
    if (earliest !== undefined) run.takenBack(earliest);
    return;
  }
  throw new UserError('Not everything could be taken back.', {
    why: 'What was taken back and what was not is listed above; no evidence was deleted.',
    next: `Look at it, put the named files right, then run: sh ${run.folder}/undo.sh`,
  });
}
