import { LineLost } from '../../host/line-lost.js';
import { firstChanged } from '../operator.js';
import { firedWords } from './fired-words.js';
import type { Session } from './session.js';

/** Trying again takes time: the deadline begins anew, unless the server has put itself back already: then that is said. */
export async function rearm(session: Session): Promise<void> {
  const { run, armed } = session;
  const first = armed && firstChanged(armed);
  if (armed === undefined || run === undefined || first === undefined) return;
  const confirmation = await session.disarm();
  if (confirmation !== 'confirmed') {
    session.options.operator.note(firedWords(confirmation));
    return;
  }
  try {
    await run.arm(first, session.options.answers.confirmTimeout);
    session.armed = armed;
  } catch (error) {
    // What nothing takes back by itself is still not verified. Where the line is lost, nobody knows whether it was armed.
    if (!(error instanceof LineLost)) session.armed = armed;
    throw error;
  }
}
