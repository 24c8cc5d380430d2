import { Cancelled, type ExitCode, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { LineLost } from '../../host/line-lost.js';
import { afterLineLost } from './after-line-lost.js';
import { finish } from './finish.js';
import { putBack } from './put-back.js';
import type { Session } from './session.js';
import type { Walk } from './walk-stages.js';

/**
 * From the first stage to the last screen. However it ends, the lock is given back, and how things stand is said.
 * @param anew a host that makes a new line, to look at what has become of a run whose line is lost
 * @throws Cancelled before anything was changed; UserError.
 */
export async function walkToEnd(session: Session, anew: Host, walk: () => Promise<Walk>): Promise<ExitCode> {
  try {
    return await walkOrPutBack(session, walk);
  } catch (error) {
    if (!(error instanceof LineLost) || session.run === undefined) throw error;
    const { confirmTimeout } = session.options.answers;
    const deadline = session.armed === undefined ? undefined : confirmTimeout;
    throw await afterLineLost(error, anew, { run: session.run.id, doing: 'setup', deadline });
  } finally {
    await session.run?.end();
  }
}

/** Who stops leaves nothing behind that was armed and not verified. */
async function walkOrPutBack(session: Session, walk: () => Promise<Walk>): Promise<ExitCode> {
  const { operator, signal } = session.options;
  try {
    return await finish(session, await walk());
  } catch (error) {
    // What a person must know, such as a rollback that failed, is said even after a Ctrl-C.
    const cancelled = error instanceof Cancelled || (signal.aborted && !(error instanceof UserError));
    if (!cancelled) throw error;
    if (session.run === undefined) throw new Cancelled();
    if (session.armed !== undefined) {
      operator.note('You stopped before this part was verified, so it is taken back now.');
      await putBack(session, session.armed);
    }
    return await finish(session, { outcome: 'cancelled', skipped: [], findings: [] });
  }
}
