import { Cancelled, ExitCode, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { LineLost } from '../../host/line-lost.js';
import { onHost } from '../../text/on-host.js';
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

/**
 * Whether somebody stops it or something is in the way of going on: nothing is left behind that was armed and not verified, and
 * what stands is said.
 */
async function walkOrPutBack(session: Session, walk: () => Promise<Walk>): Promise<ExitCode> {
  const { signal } = session.options;
  try {
    return await finish(session, await walk());
  } catch (error) {
    // What a person must know, such as a rollback that failed, is said even after a Ctrl-C.
    const cancelled = error instanceof Cancelled || (signal.aborted && !(error instanceof UserError));
    if (!cancelled && (!(error instanceof UserError) || error instanceof LineLost)) throw error;
    if (session.run === undefined) throw cancelled ? new Cancelled() : error;
    const trouble = await putBackUnverified(
      session,
      cancelled
        ? 'You stopped before this part was verified, so it is taken back now.'
        : 'Setup cannot go on, for a reason that is told at the end, and this part was not verified: it is taken back now.',
    );
    const outcome = cancelled ? 'cancelled' : 'cut-short';
    const exitCode = await finish(session, { outcome, skipped: [], findings: [] });
    if (error instanceof UserError) throw trouble === undefined ? error : both(error, trouble);
    if (trouble !== undefined) throw trouble;
    return exitCode;
  }
}

/** Gives what was in the way of that, which nobody may miss; undefined: nothing is left of it. @throws LineLost */
async function putBackUnverified(session: Session, why: string): Promise<UserError | undefined> {
  const { host, operator, answers } = session.options;
  if (session.armed === undefined) return undefined;
  operator.note(why);
  try {
    await putBack(session, session.armed);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof LineLost) throw error;
    if (session.armed !== undefined)
      operator.note(
        onHost(
          `It could not be taken back from here. Unless the server does so by itself, ${answers.confirmTimeout} seconds after it was done, it stays: gateway-setup history tells which.`,
          host.name,
        ),
      );
    return error;
  }
}

function both(error: UserError, trouble: UserError): UserError {
  const why = trouble.why ?? error.why;
  const next = [error.next, trouble.next].filter((one) => one !== undefined);
  return new UserError([error.message, trouble.message].join('\n'), {
    ...(why === undefined ? {} : { why }),
    ...(next.length === 0 ? {} : { next: [...new Set(next)].join('\n') }),
    exitCode: ExitCode.failed,
    cause: error,
  });
}
