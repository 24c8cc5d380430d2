import { Cancelled } from '../../../errors.js';
import { type Connect, connectWithin } from '../../../smtp/connect.js';
import { DialogueError } from '../../../smtp/dialogue-error.js';
import { AxigenCliError, brokenOff, useFileInstead } from './cli-error.js';
import { CliSession, type CliSessionOptions } from './cli-session.js';
import { greet } from './log-in.js';

export interface ConverseOptions extends CliSessionOptions {
  /** Of AXIGEN's user admin: hidden from the first word on, as a server that heard it earlier may greet with it. */
  readonly password: string | undefined;
}

/**
 * Connects to AXIGEN's command line, makes sure that it is that, and takes leave afterwards.
 * @throws AxigenCliError that says what failed, without any password; Cancelled.
 */
export async function converse<T>(
  connect: Connect,
  { password = '', ...options }: ConverseOptions,
  talk: (session: CliSession) => Promise<T>,
): Promise<T> {
  const session = new CliSession(await connected(connect, options), options);
  session.transcript.hide(password);
  try {
    await greet(session);
    const result = await talk(session);
    await session.exit();
    return result;
  } catch (error) {
    throw error instanceof DialogueError ? brokenOff(error, session.transcript.entries) : error;
  } finally {
    session.close();
  }
}

async function connected(connect: Connect, options: CliSessionOptions) {
  try {
    return await connectWithin(connect, options);
  } catch (error) {
    if (!(error instanceof DialogueError)) throw error;
    if (error.reason === 'cancelled') throw new Cancelled();
    throw new AxigenCliError(`AXIGEN\u2019s command line cannot be reached: ${error.message}.`, {
      why: 'Not every AXIGEN has this service switched on.',
      next: useFileInstead,
      cause: error,
    });
  }
}
