import type { AxigenCliEvidence } from '../../../model/probe.js';
import type { Connect } from '../../../smtp/connect.js';
import { AxigenCliError } from './cli-error.js';
import { canLook, missingIn } from './cli-layout.js';
import type { CliSession } from './cli-session.js';
import { type ConverseOptions, converse } from './converse.js';
import { findLayout } from './find-layout.js';
import { LoginRefused, logIn } from './log-in.js';
import { readRunning } from './read-running.js';

/**
 * Looks what AXIGEN's command line offers and what runs; changes nothing. Without a password it is only seen whether it
 * answers. @throws Cancelled.
 */
export async function askCli(connect: Connect, options: ConverseOptions): Promise<AxigenCliEvidence> {
  let answers = false;
  try {
    return await converse(connect, options, async (session) => {
      answers = true;
      const { password } = options;
      return password === undefined ? noPassword : await look(session, password);
    });
  } catch (error) {
    if (!(error instanceof AxigenCliError)) throw error;
    const refused = error instanceof LoginRefused ? ({ loginRefused: true } as const) : {};
    return { kind: 'not-usable', reason: error.summary, answers, ...refused };
  }
}

const noPassword: AxigenCliEvidence = {
  kind: 'not-usable',
  reason: 'It answers, but no password of AXIGEN\u2019s admin was given.',
  answers: true,
};

async function look(session: CliSession, password: string): Promise<AxigenCliEvidence> {
  const { version } = await logIn(session, password);
  const layout = await findLayout(session);
  const missing = missingIn(layout);
  if (!canLook(layout)) {
    const reason = `Its HELP does not offer what is needed to see what runs: ${missing.join(', ')}.`;
    return { kind: 'not-usable', reason, answers: true };
  }
  const running = await readRunning(session, layout);
  return { kind: 'offered', ...(version === undefined ? {} : { version }), missing, ...running };
}
